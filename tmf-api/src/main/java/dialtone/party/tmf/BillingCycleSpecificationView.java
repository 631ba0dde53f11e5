package dialtone.party.tmf;

import dialtone.party.BillingAccount;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * TMF666 BillingCycleSpecification: a month from one day to the next. There is one for each day that every month has.
 *
 * @param id               {@code monthly-1}
 */
@JsonbPropertyOrder({"id", "href", "name", "description", "billingPeriod", "frequency", "type"})
public record BillingCycleSpecificationView(
        String id,
        String href,
        String name,
        String description,
        String billingPeriod,
        String frequency,
        @JsonbProperty("@type") String type) {

    static final String PATH = "/tmf-api/accountManagement/v4/billingCycleSpecification/";
    private static final Pattern ID = Pattern.compile("monthly-([1-9]|1[0-9]|2[0-8])");

    static BillingCycleSpecificationView of(int cycleDay) {
        return new BillingCycleSpecificationView(
                id(cycleDay),
                PATH + id(cycleDay),
                "Monthly from day " + cycleDay,
                "A bill for each month that begins on day " + cycleDay + ", made when it is over",
                "month",
                "monthly",
                "BillingCycleSpecification");
    }

    static String id(int cycleDay) {
        return "monthly-" + cycleDay;
    }

    /** Empty when there is none of this id. */
    static Optional<Integer> cycleDay(@Nullable String id) {
        Matcher named = ID.matcher(id == null ? "" : id);
        return named.matches() ? Optional.of(Integer.parseInt(named.group(1))) : Optional.empty();
    }

    /** @throws TmfRefusal UNKNOWN_BILLING_CYCLE */
    static int cycleDayRead(@Nullable String id, String field) {
        return cycleDay(id)
                .orElseThrow(() -> TmfRefusal.at(
                        field,
                        "UNKNOWN_BILLING_CYCLE",
                        "Cycles are monthly-1 to monthly-" + BillingAccount.MAX_CYCLE_DAY + "."));
    }

    static List<BillingCycleSpecificationView> all() {
        return IntStream.rangeClosed(1, BillingAccount.MAX_CYCLE_DAY)
                .mapToObj(BillingCycleSpecificationView::of)
                .toList();
    }
}
