package dialtone.rating;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import java.time.ZoneId;

/** Charges devices that were asked back and have not come: what the customer side asks of the money side. */
public interface ResidualCharges {

    String JNDI = "java:app/ejb-billing/ResidualChargesBean!dialtone.rating.ResidualCharges";

    /**
     * One device.
     *
     * @param rma      number of its return, which begins with the order that asked for it
     * @param order    that asked for it
     * @param offering that the customer has had it by
     * @param name     of the offering
     * @param zone     of the billing account
     */
    record Device(
            String rma,
            OrderId order,
            CustomerId customer,
            BillingAccountId account,
            OfferingId offering,
            String name,
            ZoneId zone,
            Money amount) {}

    /**
     * Charges and posts it, once: for the same return again it does nothing. Joins the caller's transaction.
     *
     * @return whether it was charged now
     */
    boolean charge(Device device);
}
