package dialtone.platform.route;

import jakarta.xml.ws.WebFault;
import java.io.IOException;
import java.util.Set;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.message.FaultMode;
import org.apache.cxf.message.Message;
import org.jboss.logging.Logger;

/**
 * Keeps the log of SOAP readable: what a caller did wrong, what an element refuses and an element out of reach are a line each, for
 * they are told by a fault or a job's outcome. The stack trace is for bugs.
 */
public final class OneLineFaults implements FaultListener {

    /** The property of an endpoint that CXF looks the listener up by: the name of {@link FaultListener}. */
    public static final String PROPERTY = "org.apache.cxf.logging.FaultListener";

    private static final Logger LOG = Logger.getLogger(OneLineFaults.class);
    private static final int MAX_CAUSES = 20;

    /** Of SOAP 1.1, of SOAP 1.2 and of CXF: what came in is at fault, not who was to serve it. */
    private static final Set<String> CODES_OF_THE_CALLER =
            Set.of("Client", "Sender", "client", "VersionMismatch", "MustUnderstand");

    @Override
    public boolean faultOccurred(Exception failure, String description, Message message) {
        boolean bug = message.get(FaultMode.class) == FaultMode.UNCHECKED_APPLICATION_FAULT;
        if (bug || !isExpected(failure)) {
            return true;
        }
        LOG.debugf("%s: %s", description, failure.getMessage());
        return false;
    }

    private static boolean isExpected(Exception failure) {
        if (failure instanceof Fault fault
                && CODES_OF_THE_CALLER.contains(fault.getFaultCode().getLocalPart())) {
            return true;
        }
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof IOException || cause.getClass().isAnnotationPresent(WebFault.class)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
