package dialtone.rating;

import dialtone.base.Money;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import java.time.LocalDate;

/** Charges devices that were asked back and have not come: what the customer side asks of the money side. */
public interface ResidualCharges {

    String JNDI = "java:app/ejb-billing/ResidualChargesBean!dialtone.rating.ResidualCharges";

    /** Of the charge; an item has one such charge. */
    String PRICE_ID = "device-not-returned";

    /**
     * One device.
     *
     * @param order  that asked for it
     * @param itemId of that order
     * @param name   of the device, as the customer reads it
     * @param imei   of the device
     * @param on     the day on which it is charged, in the account's zone
     */
    record Device(
            OrderId order, String itemId, BillingAccountId account, String name, String imei, Money amount, LocalDate on) {}

    /**
     * Charges and posts it, once: for the same item again it does nothing. Joins the caller's transaction.
     *
     * @return whether it was charged now
     */
    boolean charge(Device device);
}
