package dialtone.usage.service;

import dialtone.usage.UsageFeed;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** How this node gets on with the places that usage comes from by itself: other systems' folders, and its own queue. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class UsageFeeds {

    /** The queues of {@code configure-messaging.cli}, as the server's management knows them. */
    private static final String QUEUES = "jboss.as:subsystem=messaging-activemq,server=default,jms-queue=";

    private final ConcurrentMap<String, UsageFeed> feeds = new ConcurrentSkipListMap<>();

    /**
     * Messages of the queue.
     *
     * @param waiting to be taken, those that are tried again later among them
     * @param failed  given up after many attempts, until operations put them back
     */
    public record Queue(long waiting, long failed) {}

    /** For the container and for tests. */
    public UsageFeeds() {}

    public void declare(UsageFeed feed) {
        feeds.put(feed.name(), feed);
    }

    /**
     * Notes how it went with a feed.
     *
     * @return whether that brought it into another state
     */
    public boolean note(String name, UnaryOperator<UsageFeed> event) {
        UsageFeed[] before = new UsageFeed[1];
        UsageFeed after = feeds.computeIfPresent(name, (key, feed) -> {
            before[0] = feed;
            return event.apply(feed);
        });
        return after != null && after.state() != before[0].state();
    }

    /** By name. */
    public List<UsageFeed> list() {
        return List.copyOf(feeds.values());
    }

    /** Empty where the server has no queue, or does not tell. */
    public Optional<Queue> queue() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            return Optional.of(new Queue(depth(server, "usage"), depth(server, "usage-failed")));
        } catch (JMException noQueue) {
            return Optional.empty();
        }
    }

    private static long depth(MBeanServer server, String queue) throws JMException {
        return ((Number) server.getAttribute(new ObjectName(QUEUES + queue), "messageCount")).longValue();
    }
}
