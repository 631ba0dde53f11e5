package dialtone.order;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.catalog.CouponCode;
import dialtone.catalog.DiscountCondition;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.Promotion;
import dialtone.catalog.RecurringTerms.Discount;
import dialtone.order.CouponChecks.Known;
import dialtone.order.CouponChecks.Told;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CouponChecksTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
    private static final LocalDate LAST = LocalDate.of(2026, 11, 30);
    private static final CouponChecks OLD = new CouponChecks(LAST, false);
    private static final CouponChecks NEW = new CouponChecks(LAST, true);

    private static final Promotion AUTUMN = promotion("autumn", false, true);
    private static final Promotion SPRING = promotion("spring", false, true);
    private static final Promotion ALONE = promotion("alone", false, false);
    private static final Promotion WELCOME = promotion("welcome", true, true);

    @Test
    void a_code_that_nobody_knows_is_refused_at_its_answer() {
        assertThat(OLD.refusals(List.of(new Told("1", "item[1].coupon", code("X"), plan(), Optional.empty()))))
                .containsExactly(
                        Rejection.at("item[1].coupon", "COUPON_UNKNOWN", "There is no coupon with this code."));
    }

    @Test
    void a_code_whose_promotion_is_no_more_is_expired() {
        Told told = new Told("1", "item[1].coupon", code("X"), plan(), Optional.of(new Known(Optional.empty(), 1, 0)));

        assertThat(OLD.refusals(List.of(told)))
                .containsExactly(Rejection.at(
                        "item[1].coupon", "COUPON_EXPIRED", "The promotion of this coupon is not offered any more."));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-31, COUPON_NOT_YET, Autumn is for orders from 2026-11-01 on.",
        "2026-12-01, COUPON_EXPIRED, Autumn was for orders until 2026-11-30."
    })
    void a_day_before_the_first_and_one_after_the_last_are_refused(LocalDate day, String code, String sentence) {
        assertThat(new CouponChecks(day, false).refusals(List.of(told("1", autumn(), 1, 0))))
                .containsExactly(Rejection.at("item[1].coupon", code, sentence));
    }

    @Test
    void the_first_and_the_last_day_are_days_of_the_promotion() {
        for (LocalDate day : List.of(FIRST, LAST)) {
            assertThat(new CouponChecks(day, false).refusals(List.of(told("1", autumn(), 1, 0))))
                    .isEmpty();
        }
    }

    @Test
    void one_without_days_is_for_any() {
        for (LocalDate day : List.of(LocalDate.of(1999, 1, 1), LocalDate.of(2099, 1, 1))) {
            assertThat(new CouponChecks(day, false).refusals(List.of(told("1", AUTUMN, 1, 0))))
                    .isEmpty();
        }
    }

    @Test
    void the_last_use_is_one_and_the_next_is_none() {
        assertThat(OLD.refusals(List.of(told("1", AUTUMN, 5, 4)))).isEmpty();
        assertThat(OLD.refusals(List.of(told("1", AUTUMN, 5, 5))))
                .containsExactly(Rejection.at(
                        "item[1].coupon", "COUPON_USED_UP", "This coupon has been used as often as it may be."));
    }

    @Test
    void items_of_one_order_use_a_code_up_one_after_the_other() {
        List<Told> three = List.of(told("1", AUTUMN, 5, 3), told("2", AUTUMN, 5, 3), told("3", AUTUMN, 5, 3));

        assertThat(refused(OLD.refusals(three))).containsExactly("COUPON_USED_UP item[3].coupon");
    }

    @Test
    void another_code_of_the_same_promotion_has_uses_of_its_own() {
        Told first = new Told("1", "item[1].coupon", code("AAAA"), plan(), known(AUTUMN, 1, 0));
        Told second = new Told("2", "item[2].coupon", code("BBBB"), plan(), known(AUTUMN, 1, 0));

        assertThat(OLD.refusals(List.of(first, second))).isEmpty();
    }

    @Test
    void it_is_for_the_offerings_of_its_promotion_when_they_are_ordered_anew() {
        Told other = new Told("1", "item[1].coupon", code("AAAA"), offering("handset"), known(AUTUMN, 9, 0));
        Told had = new Told("2", "item[2].coupon", code("AAAA"), Optional.empty(), known(AUTUMN, 9, 0));

        assertThat(OLD.refusals(List.of(other, had)))
                .containsExactly(
                        Rejection.at("item[1].coupon", "COUPON_NOT_FOR_OFFERING", "Autumn is not for handset."),
                        Rejection.at(
                                "item[2].coupon",
                                "COUPON_NOT_FOR_OFFERING",
                                "Autumn is not for what a customer has already."));
    }

    @Test
    void one_for_new_customers_is_for_those_alone_and_for_one_item() {
        assertThat(OLD.refusals(List.of(told("1", WELCOME, 9, 0))))
                .containsExactly(
                        Rejection.at("item[1].coupon", "COUPON_NOT_FOR_CUSTOMER", "Welcome is for new customers."));
        assertThat(NEW.refusals(List.of(told("1", WELCOME, 9, 0)))).isEmpty();
        assertThat(NEW.refusals(List.of(told("1", WELCOME, 9, 0), told("2", WELCOME, 9, 0))))
                .containsExactly(Rejection.at(
                        "item[2].coupon", "COUPON_NOT_COMBINABLE", "Welcome is for one item of an order."));
    }

    @Test
    void promotions_that_may_be_combined_are_also_for_several_items() {
        assertThat(NEW.refusals(List.of(
                        told("1", AUTUMN, 9, 0),
                        told("2", SPRING, 9, 0),
                        told("3", AUTUMN, 9, 0),
                        told("4", WELCOME, 9, 0))))
                .isEmpty();
    }

    @Test
    void one_that_may_not_be_combined_is_refused_beside_another_wherever_it_stands() {
        Rejection first = Rejection.at(
                "item[1].coupon", "COUPON_NOT_COMBINABLE", "Alone does not go with another promotion in one order.");

        assertThat(OLD.refusals(List.of(told("1", ALONE, 9, 0), told("2", AUTUMN, 9, 0))))
                .containsExactly(first);
        assertThat(refused(OLD.refusals(List.of(told("1", AUTUMN, 9, 0), told("2", ALONE, 9, 0)))))
                .containsExactly("COUPON_NOT_COMBINABLE item[2].coupon");
    }

    @Test
    void one_that_may_not_be_combined_is_for_one_item() {
        assertThat(OLD.refusals(List.of(told("1", ALONE, 9, 0)))).isEmpty();
        assertThat(OLD.refusals(List.of(told("1", ALONE, 9, 0), told("2", ALONE, 9, 0))))
                .containsExactly(
                        Rejection.at("item[2].coupon", "COUPON_NOT_COMBINABLE", "Alone is for one item of an order."));
    }

    @Test
    void each_answer_has_one_refusal_and_an_order_without_coupons_none() {
        Told unknown = new Told("2", "item[2].coupon", code("XXXX"), plan(), Optional.empty());

        assertThat(refused(OLD.refusals(List.of(told("1", ALONE, 1, 1), unknown, told("3", WELCOME, 9, 0)))))
                .containsExactly(
                        "COUPON_USED_UP item[1].coupon",
                        "COUPON_UNKNOWN item[2].coupon",
                        "COUPON_NOT_FOR_CUSTOMER item[3].coupon");
        assertThat(OLD.refusals(List.of())).isEmpty();
    }

    private static List<String> refused(List<Rejection> refusals) {
        return refusals.stream().map(each -> each.code() + " " + each.field()).toList();
    }

    private static Told told(String item, Promotion promotion, int most, int used) {
        return new Told(item, "item[" + item + "].coupon", code(promotion.id()), plan(), known(promotion, most, used));
    }

    private static Optional<Known> known(Promotion promotion, int most, int used) {
        return Optional.of(new Known(Optional.of(promotion), most, used));
    }

    private static CouponCode code(String text) {
        return new CouponCode(text);
    }

    private static Optional<ProductOffering> plan() {
        return offering("plan");
    }

    private static Optional<ProductOffering> offering(String id) {
        return Catalogs.small().offering(new OfferingId(id));
    }

    /** With a first and a last day. */
    private static Promotion autumn() {
        return new Promotion(
                AUTUMN.id(),
                AUTUMN.name(),
                AUTUMN.code(),
                AUTUMN.limit(),
                AUTUMN.discount(),
                AUTUMN.charges(),
                AUTUMN.offerings(),
                Optional.of(FIRST),
                Optional.of(LAST),
                false,
                true);
    }

    private static Promotion promotion(String id, boolean newOnly, boolean combinable) {
        String name = Character.toUpperCase(id.charAt(0)) + id.substring(1);
        return new Promotion(
                id,
                name,
                Optional.of(id),
                Optional.empty(),
                new Discount(
                        Optional.of(BigDecimal.TEN),
                        Optional.empty(),
                        0,
                        Optional.of(3),
                        DiscountCondition.named(name)),
                Set.of(Promotion.Charge.RECURRING),
                List.of(new OfferingId("plan")),
                Optional.empty(),
                Optional.empty(),
                newOnly,
                combinable);
    }
}
