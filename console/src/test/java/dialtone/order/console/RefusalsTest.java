package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each reason is shown where it can be mended, and none is lost. */
class RefusalsTest {
    private static final ProductOffering PLAN =
            offering("mobile-sim-only-m", ProductOffering.Role.PLAN, "simType", "eid");
    private static final ProductOffering LONGER_NAME =
            offering("mobile-sim-only-m-plus", ProductOffering.Role.ADD_ON, "simType");

    private static ProductOffering offering(String id, ProductOffering.Role role, String... characteristics) {
        return new ProductOffering(
                new OfferingId(id),
                id,
                "",
                role,
                "specification",
                List.of(characteristics).stream()
                        .map(name -> new CharacteristicSpecification(name, name, false, List.of(), Optional.empty()))
                        .toList(),
                List.of(),
                ProductOffering.Relations.NONE,
                ProductOffering.Terms.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "mobile-sim-only-m.product.productCharacteristic[simType], mobile-sim-only-m:simType",
        "mobile-sim-only-m.product.productCharacteristic[eid], mobile-sim-only-m:eid",
        "mobile-sim-only-m.product.productCharacteristic[unheardOf], mobile-sim-only-m",
        "mobile-sim-only-m.productOffering.id, mobile-sim-only-m",
        "mobile-sim-only-m, mobile-sim-only-m",
        "mobile-sim-only-m-plus.productOffering.id, mobile-sim-only-m-plus",
        "mobile-sim-only-m-plus.product.productCharacteristic[simType], mobile-sim-only-m-plus:simType",
        "customer, customer",
        "billingAccount, customer",
        "productOrderItem, ''",
        "idempotencyKey, ''",
        "'', ''"
    })
    void aReasonOfAnOrderIsShownBesideItsField(String field, String place) {
        Rejection reason = Rejection.at(field, "ANY", "Any.");
        Refusals refusals = Refusals.ofOrder(List.of(reason), List.of(PLAN, LONGER_NAME));
        assertThat(refusals.at(place)).containsExactly(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "birthDate, customer.birthDate",
        "customer.email, customer.email",
        "address.postalCode, customer.postalCode",
        "address, customer",
        "'', ''"
    })
    void aReasonOfANewCustomerIsShownBesideItsField(String field, String place) {
        Rejection reason = Rejection.at(field, "ANY", "Any.");
        assertThat(Refusals.ofCustomer(List.of(reason)).at(place)).containsExactly(reason);
    }

    @Test
    void twoReasonsOfOneFieldAreBothShown() {
        Rejection first = Rejection.at("customer", "ONE", "One.");
        Rejection second = Rejection.at("customer", "TWO", "Two.");
        assertThat(Refusals.ofOrder(List.of(first, second), List.of(PLAN)).at("customer"))
                .containsExactly(first, second);
    }

    @Test
    void withoutReasonsNothingIsShown() {
        assertThat(Refusals.NONE.isEmpty()).isTrue();
        assertThat(Refusals.NONE.at("customer")).isEmpty();
    }
}
