package org.liveupdates.hub.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that this process logs while it is open. The hub's own lines from the given level on, libraries' as usual. */
public final class LogBook implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger own = (Logger) LoggerFactory.getLogger("org.liveupdates");
    private final Level usual = own.getLevel();
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> page = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
        }
    };

    public LogBook() {
        this(Level.INFO);
    }

    public LogBook(Level level) {
        page.setContext(root.getLoggerContext());
        page.start();
        own.setLevel(level);
        root.addAppender(page);
        own.addAppender(page); // it is not additive
    }

    /** Messages so far, without level and logger. */
    public List<String> lines() {
        return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** The lines with the text somewhere in them. */
    public List<String> linesWith(String text) {
        return lines().stream().filter(line -> line.contains(text)).toList();
    }

    /** Everything written, stack traces among it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (ILoggingEvent event : events) {
            text.append(event.getLevel())
                    .append(' ')
                    .append(event.getLoggerName())
                    .append(' ');
            text.append(event.getFormattedMessage()).append('\n');
            text.append(trace(event));
        }
        return text.toString();
    }

    /** What was logged as a warning or worse together with a stack trace. */
    public List<String> alarms() {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN) && event.getThrowableProxy() != null)
                .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage() + "\n" + trace(event))
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(page);
        own.detachAppender(page);
        own.setLevel(usual);
        page.stop();
    }

    private static String trace(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null ? "" : ThrowableProxyUtil.asString(thrown) + "\n";
    }
}
