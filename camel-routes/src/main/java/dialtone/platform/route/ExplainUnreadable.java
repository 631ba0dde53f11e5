package dialtone.platform.route;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Says in a sentence that a request cannot be read, and where, in place of what the parser says to itself. The caller is blamed: the same
 * request sent again is no better.
 */
public class ExplainUnreadable extends AbstractPhaseInterceptor<Message> {

    private static final int MAX_CAUSES = 20;

    public ExplainUnreadable() {
        super(Phase.SETUP);
    }

    @Override
    public void handleMessage(Message message) {
        if (message.getContent(Exception.class) instanceof Fault fault) {
            explanation(fault).ifPresent(words -> {
                fault.setMessage(words);
                fault.setFaultCode(Fault.FAULT_CODE_CLIENT);
            });
        }
    }

    /** What is said of it; empty when it has been read. */
    static Optional<String> explanation(Throwable failure) {
        return cause(failure, RefuseLargeRequests.TooLarge.class::isInstance)
                .map(Throwable::getMessage)
                .or(() -> cause(failure, XMLStreamException.class::isInstance)
                        .map(unreadable -> "The request cannot be read as a SOAP message"
                                + place(((XMLStreamException) unreadable).getLocation()) + "."));
    }

    private static Optional<Throwable> cause(Throwable failure, Predicate<Throwable> sought) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .filter(sought)
                .findFirst();
    }

    private static String place(@Nullable Location location) {
        return location == null || location.getLineNumber() < 1
                ? ""
                : ": reading ended at line " + location.getLineNumber() + ", column " + location.getColumnNumber();
    }
}
