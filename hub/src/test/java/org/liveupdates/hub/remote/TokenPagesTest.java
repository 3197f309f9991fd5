package org.liveupdates.hub.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.remote.PageHtml.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that show their tokens, on a hub that knows some. */
class TokenPagesTest extends OnRemoteStage {
    private static final String TOKEN = "page-token-0123456789";
    private static final String OTHER = "other-token-0123456789";
    private static final String BACK_END = "back-end-token-0123456789";

    @TempDir
    Path dir;

    @Override
    String[] settings() {
        return new String[] {
            "--remote-tokens-file=" + write("pages", "anna " + TOKEN + "\nbert " + OTHER + " entities=tasks"),
            "--publish-tokens-file=" + write("back-ends", "stock " + BACK_END),
            "--open-old-pages",
            "--auth-recheck=1s"
        };
    }

    @Test
    void hearWhenTheirTokenIsKnown() {
        stage.announceWith(BACK_END);
        try (AppPage anna = stage.open(page("anna", Library.SCHEDULER_7).with("token", TOKEN));
                AppPage carl = stage.open(page("carl", Library.SCHEDULER_5));
                AppPage eve = stage.openUnheard(page("eve", Library.SCHEDULER_7), "", "");
                AppPage bert =
                        stage.openUnheard(page("bert", Library.SCHEDULER_7).with("token", OTHER), "", "")) {
            eve.until("performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/api/v1'))");
            bert.until("sockets.length === 1");
            String id = carl.adds("Plan", TUESDAY);
            anna.shows(id, and(TUESDAY, "text", "Plan"));
            String other = eve.adds("By hand", WEDNESDAY);
            anna.shows(other, "text", "By hand");

            anna.settles();
            assertThat(eve.ids()).containsExactly(other);
            assertThat(eve.eval("sockets.length")).isEqualTo(0);
            assertThat(eve.tab().network())
                    .filteredOn(line -> line.startsWith("403 "))
                    .hasSize(1);
            assertThat(bert.ids()).as("of tasks' page, which hears no events").isEmpty();
            assertThat(bert.tab().network())
                    .anyMatch(line -> line.startsWith("got ") && line.contains("Forbidden: events"));
            for (AppPage page : new AppPage[] {anna, bert, carl, eve}) {
                assertThat(page.trouble()).as("trouble of %s", page).isEmpty();
            }
        }
    }

    @Test
    void knockEveryTwoSecondsWhenItIsNotKnownAnyMore() {
        stage.announceWith(BACK_END);
        try (AppPage anna = stage.open(page("anna", Library.SCHEDULER_7).with("token", TOKEN))) {
            write("pages", "anna " + TOKEN + " expires=2026-01-01T00:00:00Z");
            anna.until("sockets.length === 2 && sockets[1].length === 3");
            assertThat(anna.eval("sockets[0][2]")).as("code of the close").isEqualTo(1008);
            assertThat(anna.eval("sockets[1][0] - sockets[0][1] > 1900"))
                    .as("%s", anna.eval("JSON.stringify(sockets)"))
                    .isEqualTo(true);
            assertThat(anna.eval("sockets[1][2]")).as("code of the refusal").isEqualTo(1006);

            write("pages", "anna " + TOKEN);
            anna.awaitLive();
            stage.publish("{\"name\":\"events\",\"value\":{\"type\":\"add-event\",\"event\":{\"id\":7,\"text\":\"A\","
                    + "\"start_date\":\"2027-05-11 09:00\",\"end_date\":\"2027-05-11 10:30\"}}}");
            anna.shows("7", TUESDAY);
            assertThat(anna.trouble()).isEmpty();
        }
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(dir.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
