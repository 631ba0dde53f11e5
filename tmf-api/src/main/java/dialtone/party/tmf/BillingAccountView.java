package dialtone.party.tmf;

import dialtone.base.Money;
import dialtone.hierarchy.AccountRelationship;
import dialtone.party.BillingAccount;
import dialtone.platform.tmf.RelatedEntity;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.tax.TaxExemption;
import dialtone.tax.TaxProfile;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * TMF666 BillingAccount, as it is answered.
 *
 * @param accountType    consumer or business, as it is taxed
 * @param state          active: an account is not closed yet
 * @param accountBalance what it owes, in each currency that anything was posted in: charges, invoiced or not, less what was paid
 * @param baseType       PartyAccount, which it is one of (SID)
 */
@JsonbPropertyOrder({
    "id",
    "href",
    "name",
    "accountType",
    "state",
    "accountBalance",
    "accountRelationship",
    "billStructure",
    "relatedParty",
    "taxExemption",
    "baseType",
    "type"
})
public record BillingAccountView(
        String id,
        String href,
        String name,
        String accountType,
        String state,
        List<BalanceView> accountBalance,
        List<RelationshipView> accountRelationship,
        StructureView billStructure,
        List<RelatedEntity> relatedParty,
        List<ExemptionView> taxExemption,
        @JsonbProperty("@baseType") String baseType,
        @JsonbProperty("@type") String type) {

    static final String PATH = "/tmf-api/accountManagement/v4/billingAccount/";

    /** @param balanceType receivableBalance */
    @JsonbPropertyOrder({"balanceType", "amount", "validFor"})
    public record BalanceView(String balanceType, MoneyView amount, PeriodView validFor) {}

    /**
     * That it belongs to another account on some days.
     *
     * @param relationshipType {@code paidForBy} or {@code belongsTo}: whether that one pays
     */
    @JsonbPropertyOrder({"relationshipType", "account", "validFor"})
    public record RelationshipView(String relationshipType, AccountRefView account, PeriodView validFor) {

        static RelationshipView of(AccountRelationship each, ZoneId zone) {
            return new RelationshipView(
                    each.paidBy() == AccountRelationship.PaidBy.PARENT ? "paidForBy" : "belongsTo",
                    new AccountRefView(
                            each.parent().value(), PATH + each.parent().value(), "BillingAccount"),
                    new PeriodView(
                            start(each.from(), zone),
                            each.to().map(day -> start(day, zone)).orElse(null)));
        }
    }

    @JsonbPropertyOrder({"id", "href", "referredType"})
    public record AccountRefView(
            String id,
            String href,
            @JsonbProperty("@referredType") String referredType) {}

    /** @param unit ISO 4217 code */
    @JsonbPropertyOrder({"unit", "value"})
    public record MoneyView(String unit, BigDecimal value) {}

    /** @param endDateTime the first moment that is not in it any more; absent while that is not known */
    @JsonbPropertyOrder({"startDateTime", "endDateTime"})
    public record PeriodView(
            Instant startDateTime, @Nullable Instant endDateTime) {}

    @JsonbPropertyOrder({"cycleSpecification"})
    public record StructureView(CycleView cycleSpecification) {}

    @JsonbPropertyOrder({"id", "href", "name", "ref", "referredType"})
    public record CycleView(
            String id,
            String href,
            String name,
            @JsonbProperty("isRef") boolean ref,
            @JsonbProperty("@referredType") String referredType) {}

    /** @param issuingJurisdiction where it holds: {@code US-NY} */
    @JsonbPropertyOrder({"issuingJurisdiction", "certificateNumber", "reason", "validFor"})
    public record ExemptionView(
            String issuingJurisdiction, String certificateNumber, String reason, PeriodView validFor) {

        static ExemptionView of(TaxExemption exemption) {
            return new ExemptionView(
                    exemption.place().code(),
                    exemption.certificate(),
                    exemption.reason(),
                    new PeriodView(
                            start(exemption.period().from(), ZoneOffset.UTC),
                            exemption
                                    .period()
                                    .until()
                                    .map(day -> start(day, ZoneOffset.UTC))
                                    .orElse(null)));
        }
    }

    /**
     * What of an account is asked for, or told anew.
     *
     * @param name          as its invoices are addressed
     * @param relatedParty  the customer
     * @param billStructure its bill cycle
     */
    public record AskedView(
            @Nullable String name,
            @Nullable List<RelatedEntity> relatedParty,
            @Nullable AskedStructureView billStructure) {

        /** @throws TmfRefusal MISSING */
        String nameRead() {
            if (name == null) {
                throw TmfRefusal.at("name", "MISSING", "This is required.");
            }
            return name.strip();
        }

        /** @throws TmfRefusal MISSING, TOO_MANY */
        String customerRead() {
            List<RelatedEntity> customers = relatedParty == null
                    ? List.of()
                    : relatedParty.stream().filter(RelatedEntity::mayBeCustomer).toList();
            if (customers.size() > 1) {
                throw TmfRefusal.at("relatedParty", "TOO_MANY", "An account has one customer.");
            }
            if (customers.isEmpty() || customers.getFirst().id() == null) {
                throw TmfRefusal.at("relatedParty", "MISSING", "An account has a customer.");
            }
            return customers.getFirst().id();
        }

        /** The first of the month where none is said. @throws TmfRefusal UNKNOWN_BILLING_CYCLE */
        int cycleDayRead() {
            return billStructure == null || billStructure.cycleSpecification() == null
                    ? 1
                    : BillingCycleSpecificationView.cycleDayRead(
                            billStructure.cycleSpecification().id(), "billStructure.cycleSpecification.id");
        }
    }

    public record AskedStructureView(@Nullable AskedCycleView cycleSpecification) {}

    /** Only its id counts. */
    public record AskedCycleView(
            @Nullable String id,
            @Nullable String href,
            @Nullable String name,
            @JsonbProperty("isRef") @Nullable Boolean ref,
            @JsonbProperty("@referredType") @Nullable String referredType) {}

    /**
     * @param customerName of its customer
     * @param belongs      in which it is the child
     * @param now when the balance is that
     */
    static BillingAccountView of(
            BillingAccount account,
            String customerName,
            List<Money> balance,
            List<AccountRelationship> belongs,
            TaxProfile profile,
            Instant now) {
        String id = account.id().value();
        return new BillingAccountView(
                id,
                PATH + id,
                account.name(),
                profile.type().name().toLowerCase(Locale.ROOT),
                "active",
                balance.stream()
                        .map(money -> new BalanceView(
                                "receivableBalance",
                                new MoneyView(money.currency().getCurrencyCode(), money.amount()),
                                new PeriodView(start(account.openedOn(), account.timeZone()), now)))
                        .toList(),
                belongs.stream()
                        .map(each -> RelationshipView.of(each, account.timeZone()))
                        .toList(),
                new StructureView(cycle(account.cycleDay())),
                List.of(RelatedEntity.customer(account.customer().value(), customerName)),
                profile.exemptions().stream().map(ExemptionView::of).toList(),
                "PartyAccount",
                "BillingAccount");
    }

    private static CycleView cycle(int cycleDay) {
        BillingCycleSpecificationView cycle = BillingCycleSpecificationView.of(cycleDay);
        return new CycleView(cycle.id(), cycle.href(), cycle.name(), true, "BillingCycleSpecification");
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
