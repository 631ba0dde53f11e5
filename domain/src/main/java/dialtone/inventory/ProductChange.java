package dialtone.inventory;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/**
 * That a product went over to another offering, and what it was before.
 *
 * @param order                id of the order that changed it
 * @param itemId               of that order
 * @param formerOffering       id of the offering that it had
 * @param formerOfferingName   as the customer knew it
 * @param formerCatalogVersion that it had been ordered or changed under
 */
@Embeddable
public record ProductChange(
        @Column(name = "ORDER_ID") String order,
        @Column(name = "ITEM_ID") String itemId,
        @Column(name = "FORMER_OFFERING_ID") String formerOffering,
        @Column(name = "FORMER_OFFERING_NAME") String formerOfferingName,
        @Column(name = "FORMER_CATALOG_VERSION") String formerCatalogVersion,
        @Column(name = "CHANGED_AT") Instant changedAt) {}
