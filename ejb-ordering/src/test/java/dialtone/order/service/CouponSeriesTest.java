package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.BRUNO;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.CouponCode;
import dialtone.catalog.Price;
import dialtone.catalog.service.CouponSeries;
import dialtone.catalog.service.Promotions;
import dialtone.order.OrderItem;
import dialtone.order.ProductOrder;
import dialtone.party.CustomerId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Codes of the house's promotion Come back: 5.00 EUR off for six periods. */
class CouponSeriesTest {

    private static final Random RANDOM = new Random(45);

    private static Desk desk;

    @BeforeAll
    static void open() {
        desk = new Desk();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @Test
    void each_code_of_a_series_is_for_one_order_and_no_table_has_it() {
        Promotions.Series series = accepted(make("come-back", 3));
        assertThat(series.codes())
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allSatisfy(code -> assertThat(code.text()).matches("[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}"));
        CouponCode code = series.codes().getFirst();

        ProductOrder first = accepted(place(ADA, code));
        assertThat(first.items().getFirst().priced().prices())
                .filteredOn(Price.Recurring.class::isInstance)
                .extracting(price -> ((Price.Recurring) price).terms().description())
                .containsExactly("less 5.00 EUR for periods 1 to 6 (Come back)");
        assertThat(refused(place(BRUNO, code))).extracting(Rejection::code).containsExactly("COUPON_USED_UP");
        assertThat(used("come-back")).isEqualTo(1);

        desk.database.inTransaction(() -> accepted(desk.cancel(first.id(), "changed his mind", "csr")));
        assertThat(used("come-back")).isZero();
        assertThat(accepted(place(BRUNO, code)).items())
                .extracting(OrderItem::itemId)
                .hasSize(1);

        assertThat(accepted(make("come-back", 1)).number()).isEqualTo(series.number() + 1);
    }

    @Test
    void series_that_are_made_at_the_same_moment_have_numbers_of_their_own() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Callable<Integer>> made =
                    Collections.nCopies(6, () -> accepted(make("come-back", 1)).number());
            List<Integer> numbers = new ArrayList<>();
            for (Future<Integer> each : threads.invokeAll(made)) {
                numbers.add(each.get());
            }
            assertThat(numbers).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_series_says_what_has_become_of_its_codes_and_one_that_is_stopped_gives_nothing() {
        Promotions.Series made = accepted(make("come-back", 3));
        CouponCode first = made.codes().getFirst();
        CouponCode second = made.codes().get(1);
        ProductOrder order = accepted(place(ADA, first));
        assertThat(series().find("come-back", made.number())).hasValueSatisfying(standing -> {
            assertThat(standing.state()).isEqualTo(CouponSeries.State.OPEN);
            assertThat(standing.madeBy()).isEqualTo("finance");
            assertThat(numbers(standing)).containsExactly(3L, 1L, 2L, 0L);
        });

        assertThat(series().stop("come-back", made.number(), "finance")).hasValueSatisfying(standing -> {
            assertThat(standing.state()).isEqualTo(CouponSeries.State.STOPPED);
            assertThat(numbers(standing)).containsExactly(3L, 1L, 0L, 2L);
        });
        assertThat(series().stop("come-back", made.number(), "admin")
                        .orElseThrow()
                        .stopped())
                .as("stopped once")
                .hasValueSatisfying(stop -> assertThat(stop.by()).isEqualTo("finance"));
        assertThat(refused(place(BRUNO, second))).extracting(Rejection::code).containsExactly("COUPON_EXPIRED");
        assertThat(series().stop("come-back", 1_000, "finance")).isEmpty();
        assertThat(series().list()).extracting(CouponSeries.Standing::number).contains(made.number());

        CouponSeries.Coupon used = accepted(series().look(first));
        assertThat(used.promotion()).isEqualTo("Come back");
        assertThat(used.uses()).singleElement().satisfies(use -> {
            assertThat(use.order()).isEqualTo(order.id());
            assertThat(use.givenBack()).isEmpty();
        });
        desk.database.inTransaction(() -> accepted(desk.cancel(order.id(), "changed her mind", "csr")));
        assertThat(accepted(series().look(first)).uses())
                .singleElement()
                .satisfies(use -> assertThat(use.givenBack()).isPresent());
        assertThat(accepted(series().look(second)).uses()).isEmpty();
        assertThat(accepted(series().look(new CouponCode("welcome50"))).series())
                .as("the one code of a promotion")
                .isEmpty();
        assertThat(refused(series().look(new CouponCode("NO-SUCH-CODE"))))
                .extracting(Rejection::code)
                .containsExactly("NO_SUCH_COUPON");
    }

    private static List<Long> numbers(CouponSeries.Standing standing) {
        return List.of(standing.issued(), standing.redeemed(), standing.left(), standing.expired());
    }

    @Test
    void codes_are_made_of_promotions_that_have_none_for_all() {
        assertThat(refused(make("nothing", 1))).extracting(Rejection::code).containsExactly("NO_SUCH_PROMOTION");
        assertThat(refused(make("welcome-half", 1))).extracting(Rejection::code).containsExactly("ONE_CODE_FOR_ALL");
        assertThat(refused(make("come-back", 0))).extracting(Rejection::field).containsExactly("count");
        assertThat(refused(make("come-back", Promotions.MAX_SERIES + 1)))
                .extracting(Rejection::code)
                .containsExactly("INVALID_COUNT");
    }

    private static Outcome<Promotions.Series> make(String promotion, int count) {
        return desk.database.inTransaction(() -> promotions().make(promotion, count, "finance"));
    }

    private static long used(String promotion) {
        return desk.database.inTransaction(() -> promotions().list()).stream()
                .filter(each -> each.promotion().id().equals(promotion))
                .mapToLong(Promotions.Standing::used)
                .sum();
    }

    private static Promotions promotions() {
        return new Promotions(desk.database.dataSource(), desk.catalogs, desk.clock, RANDOM);
    }

    private static CouponSeries series() {
        return new CouponSeries(desk.database.dataSource(), desk.catalogs, desk.clock);
    }

    private static Outcome<ProductOrder> place(CustomerId customer, CouponCode code) {
        return desk.entry.place(order(
                customer,
                Optional.empty(),
                item("1", "mobile-sim-only-m", Map.of("coupon", code.text().toLowerCase(Locale.ROOT)))));
    }
}
