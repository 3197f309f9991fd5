package org.liveupdates.hub.protocol.faye;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.cometd.bayeux.Message;
import org.cometd.server.ServerMessageImpl;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishOrderTest {
    private final PublishOrder order = new PublishOrder();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final Idle idle = new Idle();
    private final Scheduler clock = new ScheduledExecutorScheduler();

    @AfterEach
    void stop() throws Exception {
        clock.stop();
    }

    @Test
    void handlesAtOnceWhatComesInOrder() {
        publish(idle, "9", "a", "b");
        assertThat(handled).containsExactly("9", "a", "b");
        assertThat(idle.tasks).isEmpty();
    }

    @Test
    void handlesAtOnceTheFirstOfAClientWhateverItsId() {
        publish(idle, "kx");
        assertThat(handled).containsExactly("kx");
    }

    @Test
    void letsAPublishWaitForThoseBefore() {
        publish(idle, "1", "4", "3");
        assertThat(handled).containsExactly("1");
        publish(idle, "2");
        assertThat(handled).containsExactly("1", "2", "3", "4");
    }

    @Test
    void countsEveryMessageOfABatch() {
        publish(idle, "1", "5");
        order.run(
                List.of(message("/broadcast", "2"), message("/foo", "3"), message("/meta/subscribe", "4")),
                idle,
                () -> {
                    handled.add("2 to 4");
                    List.of("2", "3", "4").forEach(order::saw);
                });
        assertThat(handled).containsExactly("1", "2 to 4", "5");
    }

    @Test
    void handlesAtOnceAConnectThatHasOvertakenPublishes() {
        publish(idle, "1");
        meta("/meta/connect", "4");
        publish(idle, "3");
        assertThat(handled).containsExactly("1", "4");
        publish(idle, "2");
        publish(idle, "5");
        assertThat(handled).containsExactly("1", "4", "2", "3", "5");
    }

    @Test
    void goesOnWhenTheMissingOneCameByAnotherTransport() {
        publish(idle, "1", "4", "3");
        order.saw("2");
        assertThat(handled).containsExactly("1", "3", "4");
    }

    @Test
    void handlesARepeatAtOnce() {
        publish(idle, "1", "2", "3", "1", "2");
        assertThat(handled).containsExactly("1", "2", "3", "1", "2");
    }

    @Test
    void handlesAtOnceWhatHasNoIdOrNoNumberOrIsFarAway() {
        publish(idle, "1", "", "ü", "a-b", "zzzz", "7", "01234567890");
        assertThat(handled).hasSize(7);
        assertThat(idle.tasks).isEmpty();
    }

    @Test
    void handlesAtOnceWhatComesInOrderFromAClientThatCountsInBaseTen() {
        order.countInBaseTen();
        publish(idle, "9", "10", "11", "13", "12");
        assertThat(handled).containsExactly("9", "10", "11", "12", "13");
    }

    @Test
    void givesUpALostOne() throws Exception {
        clock.start();
        publish(clock, "1", "5", "3", "4");
        Awaitility.await().until(() -> handled.size() == 4);
        assertThat(handled).containsExactly("1", "3", "4", "5");
    }

    @Test
    void doesNotWaitForALostOneAgain() throws Exception {
        clock.start();
        publish(clock, "1", "3");
        Awaitility.await().until(() -> handled.size() == 2);
        publish(idle, "4", "5", "2");
        assertThat(handled).containsExactly("1", "3", "4", "5", "2");
    }

    @Test
    void takesAClientWhosePredecessorsNeverComeForOneThatCountsOtherwise() throws Exception {
        clock.start();
        publish(clock, "9");
        for (String id : List.of("10", "20", "30")) {
            publish(clock, id);
            Awaitility.await().until(() -> handled.contains(id));
        }
        publish(idle, "40", "50");
        assertThat(handled).containsExactly("9", "10", "20", "30", "40", "50");
    }

    @Test
    void goesOnOrderingAPageThatLosesAMessageNowAndThen() throws Exception {
        clock.start();
        int number = 1;
        for (int lost = 0; lost < 4; lost++) {
            for (int end = number + 40; number < end; number++) {
                publish(clock, Integer.toString(number, 36));
            }
            String afterLost = Integer.toString(++number, 36);
            publish(clock, afterLost);
            Awaitility.await().until(() -> handled.contains(afterLost));
            number++;
        }
        String first = Integer.toString(number, 36);
        String second = Integer.toString(number + 1, 36);
        publish(idle, second, first);
        assertThat(handled).endsWith(first, second);
    }

    @Test
    void waitsASecondAtMostHoweverBusyTheClientIs() throws Exception {
        clock.start();
        publish(clock, "1", "3");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(5))
                .until(() -> {
                    meta("/meta/connect", ""); // news of the client, which lengthen its patience
                    return handled.contains("3");
                });
    }

    @Test
    void handlesAllOfAnyShuffleInOrder() {
        Random random = new Random(7);
        publish(idle, "0");
        List<Integer> numbers =
                new ArrayList<>(IntStream.rangeClosed(1, 1000).boxed().toList());
        Collections.shuffle(numbers, random);
        numbers.forEach(number -> publish(idle, Integer.toString(number, 36)));
        assertThat(handled)
                .containsExactly(IntStream.rangeClosed(0, 1000)
                        .mapToObj(n -> Integer.toString(n, 36))
                        .toArray(String[]::new));
    }

    private void publish(Scheduler scheduler, String... ids) {
        for (String id : ids) {
            order.run(List.of(message("/broadcast", id)), scheduler, () -> handle(id));
        }
    }

    private void meta(String channel, String id) {
        order.run(List.of(message(channel, id)), idle, () -> handle(id));
    }

    private void handle(String id) {
        handled.add(id);
        order.saw(id);
    }

    private static Message message(String channel, String id) {
        ServerMessageImpl message = new ServerMessageImpl();
        message.setChannel(channel);
        if (!id.isEmpty()) {
            message.setId(id);
        }
        return message;
    }

    /** A clock that stands still. */
    private static final class Idle extends AbstractLifeCycle implements Scheduler {
        final Queue<Runnable> tasks = new ArrayDeque<>();

        @Override
        public Task schedule(Runnable task, long delay, TimeUnit unit) {
            tasks.add(task);
            return () -> tasks.remove(task);
        }
    }
}
