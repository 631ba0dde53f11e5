package dialtone.platform.route;

import jakarta.xml.ws.WebFault;
import java.io.IOException;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.message.Message;
import org.jboss.logging.Logger;

/**
 * Keeps the log of SOAP readable: what a caller did wrong, what an element refuses and an element out of reach are a line each, for
 * they are told by a fault or a job's outcome. The stack trace is for bugs.
 */
public final class OneLineFaults implements FaultListener {

    /** The property that CXF looks the listener up by. */
    public static final String PROPERTY = FaultListener.class.getName();

    private static final Logger LOG = Logger.getLogger(OneLineFaults.class);
    private static final int MAX_CAUSES = 20;

    @Override
    public boolean faultOccurred(Exception failure, String description, Message message) {
        if (!isExpected(failure)) {
            return true;
        }
        LOG.debugf("%s: %s", description, failure.getMessage());
        return false;
    }

    private static boolean isExpected(Exception failure) {
        if (failure instanceof Fault fault && Fault.FAULT_CODE_CLIENT.equals(fault.getFaultCode())) {
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
