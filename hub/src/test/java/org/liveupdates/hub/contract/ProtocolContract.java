package org.liveupdates.hub.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.contract.Tongue.Blunder;
import org.liveupdates.hub.contract.Tongue.Ear;
import org.liveupdates.hub.contract.Tongue.Mouth;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.StalledPage;

/** What the pages of every protocol may rely on, over real sockets. */
abstract class ProtocolContract {
    private static final String FILLING = "x".repeat(64 * 1024);

    private final Tongue tongue;

    ProtocolContract(Tongue tongue) {
        this.tongue = tongue;
    }

    @Test
    void oneSpeakersOrderIsKeptAtEveryPage() {
        try (HubRelay hub = new HubRelay();
                Ear one = tongue.listen(hub, "");
                Ear other = tongue.listen(hub, "");
                Mouth mouth = tongue.speak(hub, "")) {
            List<String> said = texts("", 300);
            said.forEach(mouth::say);
            for (Ear ear : List.of(one, other)) {
                hears(ear, said.size());
                assertThat(ear.heard()).isEqualTo(said);
            }
        }
    }

    @Test
    void everyPageHearsTheSameOrder() throws Exception {
        try (HubRelay hub = new HubRelay()) {
            List<Ear> ears = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                ears.add(tongue.listen(hub, ""));
            }
            speakAtOnce(hub, 4, 100);
            for (Ear ear : ears) {
                hears(ear, 400);
                assertThat(ear.heard()).isEqualTo(ears.get(0).heard());
            }
            for (int i = 0; i < 4; i++) {
                String speaker = i + ":";
                assertThat(ears.get(0).heard().stream().filter(it -> it.startsWith(speaker)))
                        .containsExactlyElementsOf(texts(speaker, 100));
            }
            ears.forEach(Ear::close);
        }
    }

    @Test
    void aSlowReaderIsClosedByNameAndNobodyElseNotices() {
        try (HubRelay hub = new HubRelay("--max-queue=200", "--max-queue-bytes=1MiB");
                LogBook log = new LogBook();
                Ear healthy = tongue.listen(hub, "");
                StalledPage slow = tongue.stall(hub);
                Mouth mouth = tongue.speak(hub, "")) {
            int said = 0;
            // A queue without a bound would take them all.
            while (said < 200 && log.linesWith(tongue.slowLine()).isEmpty()) {
                mouth.say(FILLING + said++);
                hears(healthy, said);
            }
            await().until(() -> !log.linesWith(tongue.slowLine()).isEmpty());
            assertThat(slow.closeCode()).isEqualTo(4008);
            mouth.say("last");
            hears(healthy, said + 1);
            List<String> all = new ArrayList<>(texts(FILLING, said));
            all.add("last");
            assertThat(healthy.heard()).isEqualTo(all);
            assertThat(healthy.closed()).isNotDone();
            assertThat(log.linesWith(tongue.slowLine())).hasSize(1);
        }
    }

    @Test
    void aQueueOfManySmallOnesIsBoundedToo() {
        try (HubRelay hub = new HubRelay("--max-queue=3", "--max-queue-bytes=1GiB");
                LogBook log = new LogBook();
                StalledPage slow = tongue.stall(hub);
                Mouth mouth = tongue.speak(hub, "")) {
            // What the network holds is no part of the queue, so they must not be too small either.
            for (int i = 0; i < 200 && log.linesWith(tongue.slowLine()).isEmpty(); i++) {
                mouth.say(FILLING);
            }
            await().until(() -> !log.linesWith(tongue.slowLine()).isEmpty());
            assertThat(slow.closeCode()).isEqualTo(4008);
        }
    }

    @Test
    void aPageThatLeavesHearsNothingMore() {
        try (HubRelay hub = new HubRelay();
                Ear stays = tongue.listen(hub, "");
                Ear leaves = tongue.listen(hub, "");
                Mouth mouth = tongue.speak(hub, "")) {
            mouth.say("before");
            hears(leaves, 1);
            leaves.leave();
            mouth.say("after");
            hears(stays, 2);
            assertThat(leaves.heard()).containsExactly("before");
        }
    }

    /** Each place that was taken can be taken again. */
    @Test
    void pagesThatHaveLeftTakeNoPlace() {
        try (HubRelay hub = new HubRelay("--max-sessions=5", "--session-timeout=2s", "--timeout=1s")) {
            for (int round = 0; round < 4; round++) {
                List<Ear> ears = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    ears.add(awaitPlace(hub));
                }
                if (round % 2 == 0) {
                    ears.forEach(Ear::leave);
                } else {
                    ears.forEach(Ear::close);
                }
            }
            List<Ear> ears = new ArrayList<>();
            try (Mouth mouth = tongue.speak(hub, "")) {
                for (int i = 0; i < 4; i++) {
                    ears.add(awaitPlace(hub));
                }
                mouth.say("all");
                ears.forEach(ear -> hears(ear, 1));
            }
            ears.forEach(Ear::close);
        }
    }

    @Test
    void roomsDoNotCross() {
        try (HubRelay hub = new HubRelay("--room=hr=/hr,law=/law");
                Ear main = tongue.listen(hub, "");
                Ear hr = tongue.listen(hub, "/hr");
                Ear law = tongue.listen(hub, "/law");
                Mouth toMain = tongue.speak(hub, "");
                Mouth toHr = tongue.speak(hub, "/hr");
                Mouth toLaw = tongue.speak(hub, "/law")) {
            for (int i = 0; i < 20; i++) {
                toMain.say("main" + i);
                toHr.say("hr" + i);
                toLaw.say("law" + i);
            }
            hears(main, 20);
            hears(hr, 20);
            hears(law, 20);
            assertThat(main.heard()).isEqualTo(texts("main", 20));
            assertThat(hr.heard()).isEqualTo(texts("hr", 20));
            assertThat(law.heard()).isEqualTo(texts("law", 20));
        }
    }

    @Test
    void aHubThatStopsSaysSo() {
        try (HubRelay hub = new HubRelay();
                Ear one = tongue.listen(hub, "");
                Ear other = tongue.listen(hub, "")) {
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(hub::stop);
            for (Ear ear : List.of(one, other)) {
                assertThat(ear.closed()).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(1001);
            }
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
            hub.start();
        }
    }

    @Test
    void whatIsTooLargeIsRefusedInTheProtocolsWords() {
        try (HubRelay hub = new HubRelay("--max-message=16KiB");
                Ear healthy = tongue.listen(hub, "");
                Mouth mouth = tongue.speak(hub, "")) {
            mouth.say("before");
            List<String> answers = tongue.shout(hub, 17 * 1024);
            assertThat(answers).isNotEmpty().allSatisfy(answer -> assertThat(tongue.refusals())
                    .as(answer)
                    .anyMatch(answer::contains));
            mouth.say("after");
            hears(healthy, 2);
            assertThat(healthy.heard()).containsExactly("before", "after");
            assertThat(healthy.closed()).isNotDone();
        }
    }

    @Test
    void whatIsMalformedIsAnsweredAndNobodyElseNotices() {
        try (HubRelay hub = new HubRelay();
                LogBook log = new LogBook();
                Ear healthy = tongue.listen(hub, "");
                Mouth mouth = tongue.speak(hub, "")) {
            for (Blunder blunder : tongue.blunders()) {
                assertThat(tongue.blunder(hub, blunder.text()))
                        .as(blunder.text())
                        .contains(blunder.answer())
                        .doesNotContain("xception");
            }
            mouth.say("after");
            hears(healthy, 1);
            assertThat(healthy.heard()).containsExactly("after");
            assertThat(log.alarms()).isEmpty();
        }
    }

    /** Four threads of pages that come and go while others speak: whoever stays misses nothing. */
    @Test
    void comingsAndGoingsLoseNothingForThoseWhoStay() throws Exception {
        try (HubRelay hub = new HubRelay("--session-timeout=2s", "--timeout=1s")) {
            List<Ear> stay = List.of(tongue.listen(hub, ""), tongue.listen(hub, ""), tongue.listen(hub, ""));
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger visits = new AtomicInteger();
            ExecutorService guests = Executors.newFixedThreadPool(4);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                boolean polite = i % 2 == 0;
                all.add(guests.submit(() -> {
                    while (!over.get()) {
                        try (Ear guest = tongue.listen(hub, "")) {
                            visits.incrementAndGet();
                            if (polite) {
                                guest.leave();
                            }
                        }
                    }
                }));
            }
            int said = 0;
            try (Mouth mouth = tongue.speak(hub, "")) {
                while (said < 200 || visits.get() < 300) {
                    assertThat(all).noneMatch(Future::isDone);
                    mouth.say(String.valueOf(said++));
                }
            }
            over.set(true);
            for (Future<?> guest : all) {
                guest.get(20, SECONDS);
            }
            guests.shutdown();
            for (Ear ear : stay) {
                hears(ear, said);
                assertThat(ear.heard()).isEqualTo(texts("", said));
                ear.close();
            }
        }
    }

    private Ear awaitPlace(HubRelay hub) {
        return await("a place")
                .ignoreExceptions()
                .atMost(Duration.ofSeconds(30))
                .until(() -> tongue.listen(hub, ""), ear -> true);
    }

    private void speakAtOnce(HubRelay hub, int speakers, int times) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(speakers);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < speakers; i++) {
            String speaker = i + ":";
            all.add(pool.submit(() -> {
                try (Mouth mouth = tongue.speak(hub, "")) {
                    texts(speaker, times).forEach(mouth::say);
                }
            }));
        }
        for (Future<?> speaker : all) {
            speaker.get(30, SECONDS);
        }
        pool.shutdown();
    }

    private static void hears(Ear ear, int number) {
        await(number + " announcements")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> ear.heard().size() >= number);
    }

    private static List<String> texts(String start, int number) {
        return IntStream.range(0, number).mapToObj(i -> start + i).toList();
    }
}
