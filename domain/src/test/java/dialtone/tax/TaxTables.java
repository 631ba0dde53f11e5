package dialtone.tax;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.tax.TaxProfile.CustomerType;
import dialtone.tax.TaxableLine.PriceBasis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** The tables of the house, sellers and customers for tests. */
final class TaxTables {

    static final LocalDate DAY = LocalDate.parse("2026-11-30");
    static final Currency EUR = Currency.getInstance("EUR");

    private TaxTables() {}

    static List<String> file(String name) {
        try {
            return Files.readAllLines(Path.of("../catalog/tax/" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T accepted(Outcome<T> outcome) {
        return outcome.fold(value -> value, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }

    static List<String> refused(Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError(value.toString());
                },
                reasons -> reasons.stream()
                        .map(reason ->
                                (reason.field().isEmpty() ? reason.code() : reason.field()) + " " + reason.message())
                        .toList());
    }

    static TaxTerritories territories() {
        return accepted(TaxTerritories.read("territories.csv", file("territories.csv")));
    }

    static TaxRates rates() {
        return accepted(TaxRates.read("rates.csv", file("rates.csv")));
    }

    static TaxRates rates(String... rows) {
        return accepted(TaxRates.read("rates.csv", lines(TaxRates.HEADER, rows)));
    }

    static List<String> lines(String header, String... rows) {
        List<String> lines = new ArrayList<>(List.of(header));
        lines.addAll(List.of(rows));
        return lines;
    }

    /** @param rows such as {@code DE,,establishment,DE123456789,2000-01-01,} */
    static Seller seller(String... rows) {
        return accepted(Seller.read("registrations.csv", lines(Seller.HEADER, rows)));
    }

    static TableTaxes soldBy(String... registrations) {
        return new TableTaxes(territories(), rates(), seller(registrations));
    }

    static TaxProfile business(TaxPlace place, String number) {
        return new TaxProfile(place, CustomerType.BUSINESS, number, List.of());
    }

    static TaxableLine net(String id, String amount, TaxCategory category) {
        return new TaxableLine(id, category, Money.of(amount, EUR), PriceBasis.NET, DAY);
    }

    static TaxableLine gross(String id, String amount, TaxCategory category) {
        return new TaxableLine(id, category, Money.of(amount, EUR), PriceBasis.GROSS, DAY);
    }

    static TaxRequest request(TaxProfile customer, TaxableLine... lines) {
        return new TaxRequest(customer, EUR, List.of(lines));
    }
}
