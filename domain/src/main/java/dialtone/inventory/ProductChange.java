package dialtone.inventory;

import dialtone.catalog.SuspensionReason;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That an order brought a product to another offering, suspended it or brought it back into use, and what it was before.
 *
 * @param order                id of the order that changed it
 * @param itemId               of that order
 * @param formerOffering       id of the offering that it had
 * @param formerOfferingName   as the customer knew it
 * @param formerCatalogVersion that it had been ordered or changed under
 * @param state                it has had since
 * @param reason               of the suspension that began or ended; null for another offering
 * @param barring              of that suspension; null for another offering
 * @param charged              whether it has been charged by the item since; it is not when its prices stayed as they were
 */
@Embeddable
public record ProductChange(
        @Column(name = "ORDER_ID") String order,
        @Column(name = "ITEM_ID") String itemId,
        @Column(name = "FORMER_OFFERING_ID") String formerOffering,
        @Column(name = "FORMER_OFFERING_NAME") String formerOfferingName,
        @Column(name = "FORMER_CATALOG_VERSION") String formerCatalogVersion,
        @Column(name = "CHANGED_AT") Instant changedAt,
        @Enumerated(EnumType.STRING) @Column(name = "STATE") InventoryState state,

        @Enumerated(EnumType.STRING) @Column(name = "SUSPENSION_REASON") @Nullable
        SuspensionReason reason,

        @Enumerated(EnumType.STRING) @Column(name = "BARRING") @Nullable
        Barring barring,

        @Column(name = "CHARGED") boolean charged) {

    /** Another offering for a product in use. */
    public ProductChange(
            String order,
            String itemId,
            String formerOffering,
            String formerOfferingName,
            String formerCatalogVersion,
            Instant changedAt) {
        this(
                order,
                itemId,
                formerOffering,
                formerOfferingName,
                formerCatalogVersion,
                changedAt,
                InventoryState.ACTIVE,
                null,
                null,
                true);
    }

    /** The suspension that began or ended with it; empty for another offering. */
    public Optional<LineSuspension> suspension() {
        return reason == null || barring == null ? Optional.empty() : Optional.of(new LineSuspension(reason, barring));
    }
}
