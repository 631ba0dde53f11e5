package dialtone.tax.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.platform.settings.Settings;
import dialtone.tax.Seller;
import dialtone.tax.TableTaxes;
import dialtone.tax.TaxCategories;
import dialtone.tax.TaxProvider;
import dialtone.tax.TaxRates;
import dialtone.tax.TaxTerritories;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The tax tables of the catalogue's folder, {@code tax/rates.csv}, {@code tax/territories.csv}, {@code tax/registrations.csv} and
 * {@code tax/categories.csv}, read once when the server starts. Of an installation without them nothing can be taxed, and so nothing billed.
 */
@Startup
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class TaxReference {

    private static final String FOLDER = "tax/";

    /**
     * What the files say.
     *
     * @param taxes by these tables
     */
    public record Tables(
            TaxTerritories territories, TaxRates rates, Seller seller, TaxCategories categories, TaxProvider taxes) {

        /** @throws IllegalStateException with every fault, file, line and reason: an installation does not start on half of it */
        public static Tables read(Path folder) {
            List<Rejection> faults = new ArrayList<>();
            TaxTerritories territories = read(
                    folder,
                    "territories.csv",
                    TaxTerritories.HEADER,
                    TaxTerritories::read,
                    TaxTerritories.NONE,
                    faults);
            TaxRates rates = read(folder, "rates.csv", TaxRates.HEADER, TaxRates::read, TaxRates.NONE, faults);
            Seller seller = read(folder, "registrations.csv", Seller.HEADER, Seller::read, Seller.NONE, faults);
            TaxCategories categories = read(
                    folder, "categories.csv", TaxCategories.HEADER, TaxCategories::read, TaxCategories.NONE, faults);
            if (!faults.isEmpty()) {
                throw new IllegalStateException("The tax tables in " + folder + " are refused:\n"
                        + faults.stream()
                                .map(fault -> "  " + fault.field() + ": " + fault.message())
                                .collect(Collectors.joining("\n")));
            }
            return new Tables(territories, rates, seller, categories, new TableTaxes(territories, rates, seller));
        }

        private static <T> T read(
                Path folder,
                String name,
                String header,
                BiFunction<String, List<String>, Outcome<T>> reader,
                T otherwise,
                List<Rejection> faults) {
            Path file = folder.resolve(FOLDER + name);
            try {
                List<String> lines =
                        Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of(header);
                return reader.apply(FOLDER + name, lines).fold(read -> read, reasons -> {
                    faults.addAll(reasons);
                    return otherwise;
                });
            } catch (IOException e) {
                throw new IllegalStateException(file + " cannot be read", e);
            }
        }
    }

    private volatile Tables tables;

    @SuppressWarnings("NullAway") // for the container, which calls read
    public TaxReference() {}

    /** Outside a container. */
    public TaxReference(Tables tables) {
        this.tables = tables;
    }

    /** @throws IllegalStateException as of {@link Tables#read} */
    @PostConstruct
    void read() {
        tables = Tables.read(Settings.catalogFolder());
    }

    public Tables tables() {
        return tables;
    }
}
