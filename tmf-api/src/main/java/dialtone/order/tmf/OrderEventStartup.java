package dialtone.order.tmf;

import dialtone.event.service.EventDelivery;
import dialtone.event.service.EventFamily;
import dialtone.event.tmf.ThresholdEventRendering;
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
        OrderEventRendering ofOrders = new OrderEventRendering(orders::find, cancellations::find);
        ThresholdEventRendering ofUse = new ThresholdEventRendering();
        delivery.start(event -> EventFamily.USAGE_CONSUMPTION.eventTypes().contains(event.eventType())
                ? ofUse.render(event)
                : ofOrders.render(event));
    }
}
