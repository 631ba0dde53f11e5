package dialtone.system.architecture.broken;

import jakarta.ejb.EJBContext;

/** Pretends to be of domain, with a setter, a server's type, a call that a container refuses and a name that says nothing. */
public class OrderManager {

    private EJBContext context;

    public EJBContext context() {
        return context;
    }

    public String call(BillingThatCallsOrdering bean) {
        return bean.unseen();
    }

    public void setContext(EJBContext context) {
        this.context = context;
    }
}
