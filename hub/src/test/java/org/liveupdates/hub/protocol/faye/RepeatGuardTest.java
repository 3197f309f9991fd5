package org.liveupdates.hub.protocol.faye;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RepeatGuardTest {
    private final RepeatGuard guard = new RepeatGuard(3);

    @Test
    void knowsARepeat() {
        assertThat(guard.isFirst("c", "1", "{}")).isTrue();
        assertThat(guard.isFirst("c", "1", "{}")).isFalse();
        assertThat(guard.isFirst("c", "1", "{}")).isFalse();
    }

    @Test
    void tellsClientsIdsAndDataApart() {
        guard.isFirst("c", "1", "23");
        assertThat(guard.isFirst("d", "1", "23")).isTrue();
        assertThat(guard.isFirst("c", "2", "23")).isTrue();
        assertThat(guard.isFirst("c", "1", "24")).isTrue();
        assertThat(guard.isFirst("c", "12", "3")).isTrue();
    }

    @Test
    void remembersTheLast64OfAClient() {
        IntStream.range(0, 64).forEach(i -> assertThat(first(i)).isTrue());
        IntStream.range(0, 64).forEach(i -> assertThat(first(i)).isFalse());
        assertThat(first(64)).isTrue();
        assertThat(first(1)).isFalse();
        assertThat(first(64)).isFalse();
        assertThat(first(0)).isTrue();
    }

    @Test
    void forgetsWhatItIsToldTo() {
        IntStream.range(0, 64).forEach(this::first);
        guard.forget("c", "7", "data");
        assertThat(first(8)).isFalse();
        assertThat(first(7)).isTrue();
        assertThat(first(7)).isFalse();
    }

    @Test
    void forgetsTheClientThatIsSilentForTheLongestTime() {
        guard.isFirst("a", "1", "");
        guard.isFirst("b", "1", "");
        guard.isFirst("c", "1", "");
        guard.isFirst("a", "2", "");
        guard.isFirst("d", "1", "");
        assertThat(guard.isFirst("a", "1", "")).isFalse();
        assertThat(guard.isFirst("b", "1", "")).isTrue();
    }

    /** The client id of a publish without a session is whatever the sender wrote, up to the size of a message. */
    @Test
    void keepsNothingOfTheTextsThatClientsWrite() {
        List<WeakReference<String>> texts = sayLongTexts();
        Awaitility.await().until(() -> {
            System.gc();
            return texts.stream().allMatch(text -> text.get() == null);
        });
        assertThat(guard.isFirst("client".repeat(1000), "id".repeat(1000), "data".repeat(1000)))
                .isFalse();
    }

    private List<WeakReference<String>> sayLongTexts() {
        String client = "client".repeat(1000);
        String id = "id".repeat(1000);
        String data = "data".repeat(1000);
        guard.isFirst(client, id, data);
        return List.of(new WeakReference<>(client), new WeakReference<>(id), new WeakReference<>(data));
    }

    private boolean first(int id) {
        return guard.isFirst("c", String.valueOf(id), "data");
    }
}
