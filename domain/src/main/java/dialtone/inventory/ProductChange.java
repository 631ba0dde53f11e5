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
 * That an order brought a product to another offering, suspended it or brought it back into use, or gave it another SIM, and what it was
 * before.
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
 * @param isSwap               whether the line got another SIM, and its offering stayed
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

        @Column(name = "CHARGED") boolean charged,
        @Column(name = "SIM_SWAP") boolean isSwap) {

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
                true,
                false);
    }

    /** A suspension that begins or ends. */
    ProductChange(
            String order,
            String itemId,
            String formerOffering,
            String formerOfferingName,
            String formerCatalogVersion,
            Instant changedAt,
            InventoryState state,
            @Nullable SuspensionReason reason,
            @Nullable Barring barring,
            boolean charged) {
        this(
                order,
                itemId,
                formerOffering,
                formerOfferingName,
                formerCatalogVersion,
                changedAt,
                state,
                reason,
                barring,
                charged,
                false);
    }

    /** Another SIM for a line, which is charged on as it was. */
    static ProductChange swap(Product.Origin by, Product line, Instant now) {
        return new ProductChange(
                by.order().value(),
                by.itemId(),
                line.offering().value(),
                line.offeringName(),
                line.catalogVersion(),
                now,
                line.state(),
                null,
                null,
                false,
                true);
    }

    /** Whether the product went over to another offering. */
    public boolean isOffering() {
        return suspension().isEmpty() && !isSwap;
    }

    /** The suspension that began or ended with it; empty for another offering. */
    public Optional<LineSuspension> suspension() {
        return reason == null || barring == null ? Optional.empty() : Optional.of(new LineSuspension(reason, barring));
    }
}
