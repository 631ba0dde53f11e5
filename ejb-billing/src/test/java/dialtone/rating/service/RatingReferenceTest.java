package dialtone.rating.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.Price;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.ledger.service.BillingDatabase;
import dialtone.rating.Holidays;
import dialtone.rating.ReferenceData;
import dialtone.rating.ZonePlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What tariffs name is in the files of the catalogue's folder, or is told when the server starts. */
class RatingReferenceTest {

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    @Test
    void zones_and_holidays_that_the_files_no_longer_have_are_named() throws SQLException {
        List<Price> prices = new ArrayList<>(Demo.PLAN);
        Price.Usage calls = Demo.usage("abroad", UsageType.VOICE, "0.20", 60, 0);
        prices.add(new Price.Usage(
                calls.id(),
                calls.name(),
                calls.type(),
                calls.price(),
                calls.perUnitCount(),
                calls.minimum(),
                calls.increment(),
                UsageTerms.parse("zones=europe,world;bands=evening~de~mon@1080-1440;cap=5.00", Demo.EUR)));
        prices.add(new Price.Allowance("m", "M", List.of(UsageType.SMS), 5, UsageScope.parse("zones=moon")));
        Demo.start(database, Demo.order(1, Demo.NUMBER, List.of(Demo.item("1", prices))), Demo.NOON);

        assertThat(missing(new ReferenceData(zones("44,europe,,2026-01-01", "1,world,,"), Holidays.NONE)))
                .as("a zone that has ended is there")
                .containsExactly("holidays de", "zone moon");
        assertThat(missing(ReferenceData.NONE))
                .containsExactly("holidays de", "zone europe", "zone moon", "zone world");
        Holidays german = Holidays.read("holidays.csv", List.of(Holidays.HEADER, "de,2026-12-25,Christmas Day"))
                .fold(days -> days, reasons -> Holidays.NONE);
        assertThat(missing(new ReferenceData(zones("44,europe,,", "1,world,,", "7,moon,,"), german)))
                .isEmpty();
    }

    private Set<String> missing(ReferenceData reference) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return RatingReference.missing(connection, reference);
        }
    }

    private static ZonePlan zones(String... lines) {
        List<String> all = new ArrayList<>(List.of(ZonePlan.HEADER));
        all.addAll(List.of(lines));
        return ZonePlan.read("zones.csv", all).fold(zones -> zones, reasons -> ZonePlan.NONE);
    }
}
