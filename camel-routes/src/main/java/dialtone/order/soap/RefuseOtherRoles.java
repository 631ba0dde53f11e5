package dialtone.order.soap;

import dialtone.platform.route.RefuseLargeRequests;
import java.net.HttpURLConnection;
import java.util.List;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.security.SecurityContext;

/** Answers 403 to a login without one of the roles, before the request is read; the bean's own guard would answer 500. */
public class RefuseOtherRoles extends AbstractPhaseInterceptor<Message> {

    static final String CSR = "csr";
    static final String PARTNER = "partner";
    static final String ADMIN = "admin";

    public RefuseOtherRoles() {
        super(Phase.RECEIVE);
        addBefore(RefuseLargeRequests.class.getName());
    }

    @Override
    public void handleMessage(Message message) {
        SecurityContext caller = message.get(SecurityContext.class);
        if (caller == null || List.of(CSR, PARTNER, ADMIN).stream().noneMatch(caller::isUserInRole)) {
            Fault fault = new Fault(new SecurityException("Order entry is for the roles csr, partner and admin"));
            fault.setFaultCode(Fault.FAULT_CODE_CLIENT);
            fault.setStatusCode(HttpURLConnection.HTTP_FORBIDDEN);
            throw fault;
        }
    }
}
