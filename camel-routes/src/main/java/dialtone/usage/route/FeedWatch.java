package dialtone.usage.route;

import dialtone.usage.service.UsageFeeds;
import java.time.Clock;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sees how each look at a source goes, and tells {@link UsageFeeds}. The log has a line when a source goes away and one when it is back, however often it is tried
 * in between.
 */
final class FeedWatch implements PollingConsumerPollStrategy {

    private static final Logger LOG = Logger.getLogger(FeedWatch.class);

    private final SftpSource source;
    private final SettledFiles files;
    private final UsageFeeds feeds;
    private final Clock clock;

    /** Of this look: it may be over with a file that could not be read or moved. */
    private volatile boolean failed;

    FeedWatch(SftpSource source, SettledFiles files, UsageFeeds feeds, Clock clock) {
        this.source = source;
        this.files = files;
        this.feeds = feeds;
        this.clock = clock;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        failed = false;
        files.look();
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        if (!failed && feeds.note(source.name(), feed -> feed.reached(clock.instant()))) {
            LOG.infof("Usage source %s (%s) is reached", source.name(), source.place());
        }
    }

    /** @return false: it is tried again at the next look, and {@link #faults} has heard of it */
    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        return false;
    }

    /** What looks, and files that are read or moved, fail with. */
    ExceptionHandler faults() {
        return new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                fault(exception);
            }

            @Override
            public void handleException(String message, Throwable exception) {
                fault(exception);
            }

            @Override
            public void handleException(String message, @Nullable Exchange exchange, @Nullable Throwable exception) {
                if (exception != null) {
                    fault(exception);
                }
            }
        };
    }

    private void fault(Throwable exception) {
        failed = true;
        String why = reason(exception);
        if (feeds.note(source.name(), feed -> feed.lost(clock.instant(), why))) {
            LOG.warnf("Usage source %s (%s) is away: %s", source.name(), source.place(), why);
        }
    }

    /** The innermost cause's words; the outer ones are where in the code it was. */
    private static String reason(Throwable exception) {
        Throwable cause = exception;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String said = cause.getMessage();
        return said == null || said.isBlank() ? cause.getClass().getSimpleName() : said.strip();
    }
}
