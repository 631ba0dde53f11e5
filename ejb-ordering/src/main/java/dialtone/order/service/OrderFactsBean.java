package dialtone.order.service;

import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.ProductOrder;
import dialtone.party.BillingAccount;
import dialtone.party.service.Parties;
import dialtone.pool.service.Pools;
import jakarta.ejb.EJB;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** Answers the features that may not import this one. */
@Stateless
@Local(OrderFacts.class)
public class OrderFactsBean implements OrderFacts {

    @PersistenceContext
    private EntityManager entities;

    @EJB
    private Parties parties;

    @EJB
    private Pools pools;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OrderFactsBean() {}

    /** Outside a container. */
    OrderFactsBean(EntityManager entities, Parties parties, Pools pools) {
        this.entities = entities;
        this.parties = parties;
        this.pools = pools;
    }

    @Override
    public Optional<Charges> charges(OrderId id) {
        return Optional.ofNullable(entities.find(ProductOrder.class, id)).map(order -> {
            BillingAccount account = parties.account(order.billingAccount()).orElseThrow();
            return new Charges(
                    id,
                    order.customer(),
                    account.id(),
                    account.timeZone(),
                    order.items().stream().map(OrderItem::priced).toList(),
                    pools.ofOrder(id).stream()
                            .filter(held -> held.kind() == ResourceKind.MSISDN)
                            .map(held -> new Line(held.itemId(), held.identifier()))
                            .toList());
        });
    }
}
