package dialtone.system.architecture.broken;

import io.camunda.zeebe.client.ZeebeClient;
import jakarta.ejb.Stateless;
import org.apache.camel.CamelContext;

/** Billing that imports ordering, the engine's client and Camel, and begins transactions as an EJB outside a service. */
@Stateless
public class BillingThatCallsOrdering {

    public String read(OrderThatIsCalled order, ZeebeClient client, CamelContext camel) {
        return order.toString() + client + camel;
    }

    String unseen() {
        return "by the proxy";
    }
}
