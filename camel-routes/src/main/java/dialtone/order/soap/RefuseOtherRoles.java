package dialtone.order.soap;

import dialtone.platform.route.RefuseLargeRequests;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Set;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.security.SecurityContext;

/**
 * Answers 403 to a login without one of the roles, before the request is read; the bean's own guard would answer 500. The contract is
 * no secret: who writes a client reads it before he has a login.
 */
public class RefuseOtherRoles extends AbstractPhaseInterceptor<Message> {

    private static final Set<String> CONTRACT = Set.of("wsdl", "xsd");

    static final String CSR = "csr";
    static final String PARTNER = "partner";
    static final String ADMIN = "admin";

    public RefuseOtherRoles() {
        super(Phase.RECEIVE);
        addBefore(RefuseLargeRequests.class.getName());
    }

    @Override
    public void handleMessage(Message message) {
        if (asksForContract(message)) {
            return;
        }
        SecurityContext caller = message.get(SecurityContext.class);
        if (caller == null || List.of(CSR, PARTNER, ADMIN).stream().noneMatch(caller::isUserInRole)) {
            Fault fault = new Fault(new SecurityException("Order entry is for the roles csr, partner and admin"));
            fault.setFaultCode(Fault.FAULT_CODE_CLIENT);
            fault.setStatusCode(HttpURLConnection.HTTP_FORBIDDEN);
            throw fault;
        }
    }

    private static boolean asksForContract(Message message) {
        return "GET".equals(message.get(Message.HTTP_REQUEST_METHOD))
                && message.get(Message.QUERY_STRING) instanceof String query
                && CONTRACT.contains(query.split("=", 2)[0]);
    }
}
