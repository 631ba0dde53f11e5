package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.order.console.PlanChangeDesk.Offer;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Handsets as the dialog offers them in place of the one that a line has. */
class PlanChangeOfferTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final CharacteristicSpecification MODEL =
            new CharacteristicSpecification("deviceModel", "Model", true, List.of("f5"), Optional.of("f5"));

    private static ProductOffering handset(CharacteristicSpecification... questions) {
        return new ProductOffering(
                new OfferingId("handset"),
                "Handset",
                "A handset.",
                ProductOffering.Role.DEVICE,
                "handset",
                List.of(questions),
                List.of(
                        new Price.OneOff("once", "First payment", Money.of("1.00", EUR)),
                        new Price.Recurring("fee", "Instalment", Money.of("18.90", EUR))),
                ProductOffering.Relations.NONE,
                ProductOffering.Terms.NONE);
    }

    private static CharacteristicSpecification asked(String name, boolean required, String... values) {
        return new CharacteristicSpecification(name, name, required, List.of(values), Optional.empty());
    }

    @Test
    void aHandsetIsOfferedInEachOfItsColours() {
        assertThat(Offer.inEachColour(handset(MODEL, asked("deviceColour", true, "black", "sage"))))
                .extracting(Offer::key, Offer::variant, Offer::answers, Offer::price)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "handset black",
                                "Black",
                                Map.of("deviceColour", "black"),
                                "€18.90 a month, €1.00 once"),
                        org.assertj.core.groups.Tuple.tuple(
                                "handset sage", "Sage", Map.of("deviceColour", "sage"), "€18.90 a month, €1.00 once"));
    }

    @Test
    void oneThatComesInNoColourIsOfferedOnceWithAllThatIsPaid() {
        for (ProductOffering handset : List.of(handset(MODEL), handset(MODEL, asked("deviceColour", false)))) {
            assertThat(Offer.inEachColour(handset))
                    .extracting(Offer::key, Offer::variant, Offer::answers, Offer::price)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("handset", "", Map.of(), "€18.90 a month, €1.00 once"));
        }
    }

    @Test
    void oneThatAsksWhatTheDialogHasNoFieldForIsNotOffered() {
        assertThat(Offer.inEachColour(
                        handset(MODEL, asked("deviceColour", true, "black"), asked("storage", true, "128", "256"))))
                .isEmpty();
        assertThat(Offer.inEachColour(handset(MODEL, asked("deviceColour", true))))
                .isEmpty();
        assertThat(Offer.inEachColour(handset(MODEL, asked("deviceColour", true, "black"), asked("engraving", false))))
                .hasSize(1);
    }
}
