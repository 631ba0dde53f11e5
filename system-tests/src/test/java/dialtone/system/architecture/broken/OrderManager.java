package dialtone.system.architecture.broken;

import jakarta.ejb.EJBContext;

/** Pretends to be of domain, with a setter, a server's type and a name that says nothing. */
public class OrderManager {

    private EJBContext context;

    public EJBContext context() {
        return context;
    }

    public void setContext(EJBContext context) {
        this.context = context;
    }
}
