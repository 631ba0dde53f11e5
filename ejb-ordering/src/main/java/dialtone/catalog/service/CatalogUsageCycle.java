package dialtone.catalog.service;

import dialtone.catalog.BillingPeriod;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms.Alignment;
import dialtone.catalog.UsageCycle;
import dialtone.platform.yaml.YamlMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** In which cycles the use of an offering is counted, as catalogue files say it: {@code usageCycle: {period: week, alignment: anniversary}}. */
final class CatalogUsageCycle {

    static final String KEY = "usageCycle";

    private static final Set<String> KEYS = Set.of("period", "alignment");
    private static final String ACCOUNT = "account";

    private static final int MOST_MONTHS = 12;
    private static final int MOST_DAYS = 366;

    private CatalogUsageCycle() {}

    /** The prices of an offering, those of use and the allowances in the cycles that it says. */
    static List<Price> in(YamlMap offering, List<Price> prices) {
        Optional<YamlMap> said = offering.map(KEY, KEYS);
        if (said.isEmpty()) {
            return prices;
        }
        if (UsageCycle.of(prices).isEmpty()) {
            offering.fault(KEY, KEY + " is said of offerings with prices of use or allowances");
        }
        UsageCycle cycle = cycle(said.get());
        return prices.stream()
                .map(price -> switch (price) {
                    case Price.Usage usage -> usage.with(usage.terms().in(cycle));
                    case Price.Allowance allowance ->
                        allowance.with(allowance.terms().in(cycle));
                    default -> price;
                })
                .toList();
    }

    private static UsageCycle cycle(YamlMap map) {
        BillingPeriod period = CatalogRecurring.read(map, "period", BillingPeriod.MONTH, BillingPeriod::parse);
        if (period.months() > MOST_MONTHS || period.days() > MOST_DAYS) {
            map.fault("period", "a cycle of use is at most a year: it is billed when it is over");
            return UsageCycle.MONTH;
        }
        if (map.optionalText("alignment", 16).filter(ACCOUNT::equals).isPresent()) {
            if (period.months() != 1) {
                map.fault("alignment", "from the account's bill cycle day on there are months, not " + period.words());
            }
            return new UsageCycle(BillingPeriod.MONTH, Optional.empty());
        }
        Alignment alignment = CatalogRecurring.alignment(map, period);
        return alignment.anniversary() || period.isOfTheCalendar()
                ? new UsageCycle(period, Optional.of(alignment))
                : UsageCycle.MONTH;
    }
}
