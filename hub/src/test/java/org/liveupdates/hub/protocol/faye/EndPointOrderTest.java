package org.liveupdates.hub.protocol.faye;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawSocket;
import org.slf4j.LoggerFactory;

/** Two threads that write to one page at once, stopped where the one has taken the queue and not yet handed it on. */
class EndPointOrderTest {
    private final Logger log = (Logger) LoggerFactory.getLogger(WebSocketTransport.FayeEndPoint.class);
    private final AtomicInteger takers = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);

    /** CometD logs between the two steps; the first thread to do so waits there. */
    private final UnsynchronizedAppenderBase<ILoggingEvent> stop = new UnsynchronizedAppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getMessage().startsWith("Flushing {}, replies") && takers.incrementAndGet() == 1) {
                await(goOn);
            }
        }
    };

    private HubRelay hub;

    @BeforeEach
    void start() {
        hub = new HubRelay();
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        log.detachAppender(stop);
        log.setLevel(null);
        log.setAdditive(true);
        hub.stop();
    }

    @Test
    void keepsUpdatesInOrder() {
        RawBayeux backEnd = new RawBayeux(hub.url());
        try (RawSocket page = new RawSocket(hub.url())) {
            String clientId = page.handshake();
            page.subscribe("/update");
            page.connectAtOnce();
            log.setAdditive(false);
            log.setLevel(Level.DEBUG);
            stop.setContext(log.getLoggerContext());
            stop.start();
            log.addAppender(stop);
            backEnd.publishBare("/broadcast", "1");
            Awaitility.await().until(() -> takers.get() == 1);
            backEnd.publishBare("/broadcast", "2");
            page.send("[{\"channel\":\"/foo\",\"clientId\":\"%s\",\"data\":0}]".formatted(clientId));
            Awaitility.await().until(() -> takers.get() == 2 || someoneWaitsForTheEndPoint());
            goOn.countDown();
            Awaitility.await().until(() -> page.heard("/update").size() == 2);
            assertThat(page.heard("/update")).extracting(JsonNode::asInt).containsExactly(1, 2);
        }
    }

    private static boolean someoneWaitsForTheEndPoint() {
        return Stream.of(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                .map(ThreadInfo::getLockName)
                .anyMatch(lock -> lock != null && lock.contains("FayeEndPoint"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException x) {
            Thread.currentThread().interrupt();
        }
    }
}
