package dialtone.catalog.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.Catalog;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.tax.TaxCategories;
import dialtone.tax.TaxCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the tables of the house say that its offerings are for tax. */
class TaxedOfferingsTest {

    private static final Path HOUSE = Path.of("..", "catalog");

    /** Whether what a specification comes to, by the rules of decomposition, is asked back at its end. */
    private static boolean isAskedBack(Catalog catalog, String specification) {
        boolean itself = catalog.service(specification)
                .flatMap(ServiceSpecification::step)
                .flatMap(StepTemplate::ending)
                .filter(ending -> ending.jobType().equals("fulfilment.ask-device-back"))
                .isPresent();
        return itself
                || catalog.rules().stream()
                        .filter(rule -> rule.from().equals(specification))
                        .flatMap(rule -> rule.to().stream())
                        .anyMatch(service -> isAskedBack(catalog, service));
    }

    /** A device that is asked back is lent, and so a service; one that stays is sold. */
    private static TaxCategory category(Catalog catalog, ProductOffering offering) {
        return switch (offering.role()) {
            case PLAN, ADD_ON -> TaxCategory.TELECOMMUNICATIONS;
            case DEVICE ->
                isAskedBack(catalog, offering.productSpecification()) ? TaxCategory.SERVICES : TaxCategory.GOODS;
        };
    }

    @Test
    void eachPriceOfEachOfferingIsWhatTaxLawHasItFor() throws IOException {
        Function<Object, AssertionError> wrong = reasons -> new AssertionError(reasons.toString());
        Catalog catalog = CatalogLoader.load(CatalogSource.in(HOUSE)).fold(found -> found, reasons -> {
            throw wrong.apply(reasons);
        });
        List<String> lines = Files.readAllLines(HOUSE.resolve("tax/categories.csv"));
        TaxCategories categories = TaxCategories.read("categories.csv", lines).fold(found -> found, reasons -> {
            throw wrong.apply(reasons);
        });

        assertThat(catalog.offerings())
                .extracting(offering -> category(catalog, offering))
                .contains(TaxCategory.TELECOMMUNICATIONS, TaxCategory.GOODS, TaxCategory.SERVICES);
        assertThat(catalog.offerings())
                .allSatisfy(offering -> assertThat(offering.prices())
                        .isNotEmpty()
                        .allSatisfy(
                                price -> assertThat(categories.of(offering.id().value(), price.id()))
                                        .as(offering.id() + " " + price.id())
                                        .contains(category(catalog, offering))));
    }
}
