package dialtone.order.tmf;

import dialtone.event.service.EventDelivery;
import dialtone.order.service.OrderCancellations;
import dialtone.order.service.Orders;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Starts the delivery of events, which has the hub's words only here. The schema is there: ejb-ordering starts before. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class OrderEventStartup {

    @Inject
    private EventDelivery delivery;

    @EJB
    private Orders orders;

    @EJB
    private OrderCancellations cancellations;

    @PostConstruct
    void start() {
        delivery.start(new OrderEventRendering(orders::find, cancellations::find));
    }
}
