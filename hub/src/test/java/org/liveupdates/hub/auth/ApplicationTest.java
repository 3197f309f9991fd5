package org.liveupdates.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.SessionApplication;

/** Many ask at once. */
class ApplicationTest {
    private final CountDownLatch end = new CountDownLatch(1);

    /** Strangers need no more than a new cookie each to fill the queue, with an application that thinks about them for long. */
    @Test
    void isAskedAboutThoseWhoAreInHoweverManyKnock() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (SessionApplication sessions = new SessionApplication()) {
            sessions.lead("/thinks", exchange -> {
                if (!String.valueOf(exchange.getRequestHeaders().get("Cookie")).contains("anna")) {
                    awaitEnd();
                }
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            URI url = URI.create(sessions.pages().origin("127.0.0.1") + "/thinks");
            Application application = new Application(url, Duration.ofSeconds(2), executor);
            for (int i = 0; i < 200; i++) {
                application.ask(shown("stranger" + i), false);
            }
            Finding finding = application.ask(shown("anna"), true).get(20, TimeUnit.SECONDS);
            assertThat(finding.isRefused()).isFalse();
        } finally {
            end.countDown();
            executor.shutdownNow();
        }
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static Credentials shown(String session) {
        return new Credentials(null, null, "session=" + session, "default", "/sync");
    }
}
