package dialtone.invoice.tmf;

import dialtone.hierarchy.AccountRelationship;
import dialtone.hierarchy.AccountRelationship.PaidBy;
import dialtone.party.BillingAccountId;
import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That an account belongs to another one, both ways.
 *
 * @param number names it when it is to end
 * @param child  the account that belongs to another one: that of the address
 * @param paidBy {@code self} or {@code parent}: who pays for what the child is charged
 * @param from   first day, {@code 2026-12-01}, in the accounts' zone
 * @param to     first day that it does not hold on any more; left out when none
 */
@JsonbPropertyOrder({"number", "child", "parent", "paidBy", "from", "to"})
public record AccountRelationshipView(
        @ReadOnly @Nullable Long number,
        @ReadOnly @Nullable String child,
        @Nullable String parent,
        @Nullable String paidBy,
        @Nullable String from,
        @Nullable String to) {

    static AccountRelationshipView of(AccountRelationship each) {
        return new AccountRelationshipView(
                each.number(),
                each.child().value(),
                each.parent().value(),
                each.paidBy().name().toLowerCase(Locale.ROOT),
                each.from().toString(),
                each.to().map(LocalDate::toString).orElse(null));
    }

    /** @throws TmfRefusal MISSING, INVALID_DATE, INVALID_PAYER */
    AccountRelationship read(BillingAccountId child) {
        if (parent == null) {
            throw ReceiptView.missing("parent");
        }
        LocalDate first = Dates.day("from", from);
        Optional<LocalDate> end = to == null ? Optional.empty() : Optional.of(endRead());
        if (end.filter(day -> day.isBefore(first)).isPresent()) {
            throw TmfRefusal.at("to", "INVALID_DATES", "It is the first day after; it comes behind the first one.");
        }
        return new AccountRelationship(0, child, new BillingAccountId(parent), payerRead(), first, end);
    }

    private PaidBy payerRead() {
        return switch (paidBy) {
            case null -> throw ReceiptView.missing("paidBy");
            case "self" -> PaidBy.SELF;
            case "parent" -> PaidBy.PARENT;
            default -> throw TmfRefusal.at("paidBy", "INVALID_PAYER", "Who pays is self or parent.");
        };
    }

    /** @throws TmfRefusal MISSING, INVALID_DATE */
    LocalDate endRead() {
        return Dates.day("to", to);
    }
}
