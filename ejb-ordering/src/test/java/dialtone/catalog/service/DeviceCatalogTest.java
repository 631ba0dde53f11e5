package dialtone.catalog.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ReturnRules;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the catalogue of the house says of handsets that are sent and come back, and what it may not say. */
class DeviceCatalogTest {

    private static Outcome<Catalog> load(String said, String instead) throws IOException {
        List<CatalogSource.Document> documents = new ArrayList<>();
        for (String name : List.of("devices.yaml", "mobile.yaml")) {
            String text = Files.readString(Path.of("..", "catalog", name));
            documents.add(new CatalogSource.Document(name, text.replace(said, instead)));
        }
        return CatalogLoader.load(new CatalogSource(documents));
    }

    private static StepTemplate step(Catalog catalog, String service) {
        return catalog.service(service).orElseThrow().step().orElseThrow();
    }

    @Test
    void what_is_leased_is_asked_back_and_what_is_sold_stays() throws IOException {
        Catalog catalog = load("", "").fold(found -> found, reasons -> {
            throw new AssertionError(reasons.toString());
        });
        StepTemplate back = step(catalog, "leased-device-shipment").ending().orElseThrow();
        assertThat(back.jobType()).isEqualTo("fulfilment.ask-device-back");
        assertThat(back.pointOfNoReturn()).isEqualTo(PointOfNoReturn.HARD);
        StepTemplate sold = step(catalog, "device-shipment");
        assertThat(sold.ending()).isEmpty();
        assertThat(sold.isForGood()).isFalse();
        assertThat(sold.undo().orElseThrow().jobType()).isEqualTo("fulfilment.cancel-device-shipment");
        assertThat(catalog.returns()).isEqualTo(new ReturnRules(List.of(Duration.ofDays(10)), Duration.ofDays(21)));
        assertThat(catalog.offering(new OfferingId("handset-fairline-5-leased"))
                        .orElseThrow()
                        .residualCharge()
                        .orElseThrow()
                        .amount())
                .isEqualByComparingTo("240.00");
    }

    @Test
    void a_catalogue_that_says_nothing_of_returns_has_the_usual_rules() throws IOException {
        assertThat(load("deviceReturn:\n  remind: [P10D]\n  overdue: P21D\n", "")
                        .fold(Catalog::returns, reasons -> new ReturnRules(List.of(), Duration.ZERO)))
                .isEqualTo(ReturnRules.USUAL);
    }

    @Test
    void what_a_catalogue_says_of_returns_counts_up_to_a_year() throws IOException {
        assertThat(load("remind: [P10D]\n  overdue: P21D", "remind: [P1D, P40D]\n  overdue: P365D")
                        .fold(Catalog::returns, reasons -> ReturnRules.USUAL))
                .isEqualTo(new ReturnRules(List.of(Duration.ofDays(1), Duration.ofDays(40)), Duration.ofDays(365)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "remind: [P10D] | remind: [P30D] | before PT504H",
                "remind: [P10D] | remind: [PT36H] | remind is from 1 to 365 whole days",
                "remind: [P10D] | remind: [PT0S] | remind is from 1 to 365 whole days",
                "overdue: P21D | overdue: P366D | overdue is from 1 to 365 whole days",
                "overdue: P21D | overdue: P21DT1S | overdue is from 1 to 365 whole days",
                "overdue: P21D | overdue: three weeks | ISO 8601 such as P10D",
                "'stays: true\n' | 'stays: true\n      atEnd: {jobType: fulfilment.ask-device-back, label: Back, expected: PT1S}\n'"
                        + " | what stays",
                "atEnd: {jobType: fulfilment.ask-device-back | atEnd: {jobType: fulfilment.ask-nobody | unknown job type",
                "residualCharge: 240.00 | residualCharge: -1.00 | not negative",
                "role: plan | 'role: plan\n    residualCharge: 1.00' | no device that could come back",
                "currency: EUR | 'currency: EUR\ndeviceReturn: {remind: [], overdue: P9D}' | said a second time"
            })
    void what_makes_no_sense_is_refused_with_its_reason(String said, String instead, String reason) throws IOException {
        assertThat(load(said, instead).fold(catalog -> "accepted", Object::toString))
                .contains(reason);
    }
}
