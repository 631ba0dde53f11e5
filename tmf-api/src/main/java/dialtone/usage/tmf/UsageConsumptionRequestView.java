package dialtone.usage.tmf;

import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.NotTaken;
import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * TMF677 QueryUsageConsumption, as it is asked.
 *
 * @param partyAccount   the one account that is asked about; required
 * @param relatedParty   is who has the account
 * @param searchCriteria of it the period; without it the current month
 */
@JsonbPropertyOrder({"partyAccount", "searchCriteria"})
public record UsageConsumptionRequestView(
        @ReadOnly @Nullable String id,
        @ReadOnly @Nullable String href,
        @ReadOnly @Nullable Instant queryUsageConsumptionDate,
        @Nullable List<EntityRef> partyAccount,

        @NotTaken("Usage is asked for by partyAccount.") @Nullable
        JsonValue relatedParty,

        @Nullable CriteriaView searchCriteria,
        @ReadOnly @Nullable JsonValue usageConsumption) {

    /** @param validPeriod a moment of the month that is asked for: its start */
    public record CriteriaView(@Nullable PeriodView validPeriod) {}

    public record PeriodView(
            @Nullable Instant startDateTime, @Nullable Instant endDateTime) {}

    /** @throws TmfRefusal MISSING, TOO_MANY */
    String accountRead() {
        if (partyAccount == null
                || partyAccount.isEmpty()
                || partyAccount.getFirst().id() == null) {
            throw TmfRefusal.at("partyAccount[0].id", "MISSING", "This is required.");
        }
        if (partyAccount.size() > 1) {
            throw TmfRefusal.at("partyAccount", "TOO_MANY", "One account is asked about.");
        }
        return partyAccount.getFirst().id();
    }

    Optional<Instant> at() {
        return Optional.ofNullable(searchCriteria)
                .map(CriteriaView::validPeriod)
                .map(PeriodView::startDateTime);
    }
}
