package dialtone.usage.tmf;

import dialtone.base.Days;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.NotTaken;
import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
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

    private static final String PERIOD = "searchCriteria.validPeriod";

    /** @param validPeriod the month that is asked for, or a part of it: all of it is answered */
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

    /**
     * The month that is asked for; without a period that of now.
     *
     * @param zone of the account, whose midnight a month begins at
     * @throws TmfRefusal MISSING, INVALID_PERIOD it does not lie in one month, or in the years 1970 to 9999
     */
    YearMonth monthRead(ZoneId zone, Instant now) {
        Optional<PeriodView> period = Optional.ofNullable(searchCriteria).map(CriteriaView::validPeriod);
        if (period.isEmpty()) {
            return YearMonth.from(now.atZone(zone));
        }
        Instant start = Optional.ofNullable(period.get().startDateTime())
                .orElseThrow(() -> TmfRefusal.at(PERIOD + ".startDateTime", "MISSING", "This is required."));
        if (!Days.isYear(start.atZone(zone).getYear())) {
            throw TmfRefusal.at(PERIOD + ".startDateTime", "INVALID_PERIOD", "A period is in the years 1970 to 9999.");
        }
        YearMonth month = YearMonth.from(start.atZone(zone));
        Instant over = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        Instant end = Optional.ofNullable(period.get().endDateTime()).orElse(over);
        if (!end.isAfter(start) || end.isAfter(over)) {
            throw TmfRefusal.at(
                    PERIOD + ".endDateTime",
                    "INVALID_PERIOD",
                    "A period ends after it begins, and in the same month of " + zone + ".");
        }
        return month;
    }
}
