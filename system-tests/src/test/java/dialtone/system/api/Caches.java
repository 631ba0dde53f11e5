package dialtone.system.api;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The server's caches, emptied from outside. The server's management has no operation for it, Infinispan's MBeans have; they are
 * reached by attaching to the process, which needs neither a login nor a port.
 */
final class Caches {

    private static final List<String> NAMES = List.of("catalog-version", "number-account", "idempotency-answer");

    private Caches() {}

    /**
     * Empties all three.
     *
     * @return how many entries there were
     */
    @SuppressWarnings("BanJNDI") // the address is told by the process itself, which is one we started
    static int empty(ProcessHandle server) {
        try (JMXConnector connector = JMXConnectorFactory.connect(agent(server))) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            int entries = 0;
            for (String name : NAMES) {
                Object counted = beans.getAttribute(bean(beans, name, "Statistics"), "numberOfEntries");
                entries += ((Number) counted).intValue();
                beans.invoke(bean(beans, name, "Cache"), "clear", new Object[0], new String[0]);
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException("The caches cannot be emptied", e);
        }
    }

    private static ObjectName bean(MBeanServerConnection beans, String cache, String component)
            throws IOException, JMException {
        Set<ObjectName> found = beans.queryNames(
                new ObjectName("org.wildfly.clustering.infinispan:type=Cache,name=\"" + cache
                        + "(*)\",manager=\"dialtone\",component=" + component),
                null);
        if (found.size() != 1) {
            throw new IllegalStateException("One cache " + cache + " is expected, found are " + found);
        }
        return found.iterator().next();
    }

    private static JMXServiceURL agent(ProcessHandle server) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(server.pid()));
            try {
                return new JMXServiceURL(machine.startLocalManagementAgent());
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException("The server lets nobody attach", e);
        }
    }
}
