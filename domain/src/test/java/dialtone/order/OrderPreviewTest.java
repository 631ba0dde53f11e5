package dialtone.order;

import static dialtone.order.Catalogs.EUR;
import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Page;
import dialtone.base.UnitPrice;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderPreviewTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void a_preview_adds_up_what_is_paid_once_and_what_is_paid_a_month_use_apart() {
        PricedItem plan = new PricedItem(
                "1",
                new OfferingId("plan"),
                "Plan",
                List.of(
                        new Price.OneOff("activation", "Activation", Money.of("9.99", EUR)),
                        new Price.Recurring("fee", "Fee", Money.of("15.00", EUR)),
                        new Price.Allowance("minutes", "Minutes", List.of(UsageType.VOICE), 6_000),
                        new Price.Usage(
                                "calls",
                                "Calls",
                                UsageType.VOICE,
                                new UnitPrice(new BigDecimal("0.09"), EUR),
                                60,
                                60,
                                1)));
        PricedItem addOn = new PricedItem(
                "2",
                new OfferingId("boost"),
                "Boost",
                List.of(new Price.Recurring("fee", "Fee", Money.of("5.00", EUR))));
        OrderPreview preview = OrderPreview.of(List.of(plan, addOn), EUR);
        assertThat(preview.oneOff()).isEqualTo(Money.of("9.99", EUR));
        assertThat(preview.monthly()).isEqualTo(Money.of("20.00", EUR));
        assertThat(preview.items()).containsExactly(plan, addOn);
    }

    @Test
    void an_order_keeps_what_it_was_placed_with() {
        PlaceOrder command = order(item("1", "plan", Map.of()), item("2", "boost", Map.of()));
        ProductOrder placed = new ProductOrder(
                new OrderId("ORD-1"),
                command,
                new BillingAccountId("BAC-1"),
                "2026.11.1",
                OrderChecks.check(command, Catalogs.small(), CustomerProducts.active(Set.of()))
                        .items(),
                Optional.of("PRD-7-1"),
                NOON);
        assertThat(placed.id()).isEqualTo(new OrderId("ORD-1"));
        assertThat(placed.externalId()).isEmpty();
        assertThat(placed.customer()).isEqualTo(new CustomerId("CUS-1"));
        assertThat(placed.billingAccount()).isEqualTo(new BillingAccountId("BAC-1"));
        assertThat(placed.channel()).isEqualTo("console");
        assertThat(placed.placedBy()).isEqualTo("csr");
        assertThat(placed.catalogVersion()).isEqualTo("2026.11.1");
        assertThat(placed.placedAt()).isEqualTo(NOON);
        assertThat(placed.finishedAt()).isEmpty();
        assertThat(placed.instanceKey()).isEmpty();
        placed.serveBy(new Serving.Asking(7, NOON));
        assertThat(placed.instanceKey()).contains(7L);
        OrderItem plan = placed.item("1").orElseThrow();
        assertThat(plan.key()).isEqualTo("ORD-1/1");
        assertThat(plan.position()).isEqualTo(1);
        assertThat(plan.action()).isEqualTo(ItemAction.ADD);
        assertThat(plan.offering()).isEqualTo(new OfferingId("plan"));
        assertThat(plan.offeringName()).isEqualTo("plan");
        assertThat(plan.characteristics()).containsEntry("simType", "esim");
        assertThat(plan.priced().prices()).isEqualTo(plan.prices()).hasSize(2);
        OrderItem boost = placed.item("2").orElseThrow();
        assertThat(boost.lineItem()).contains("1");
        assertThat(boost.lineProduct()).as("its plan is in the order itself").isEmpty();
    }

    @Test
    void a_query_for_more_than_a_page_gets_a_page() {
        assertThat(OrderQuery.all(-5, 100_000))
                .extracting(OrderQuery::offset, OrderQuery::limit)
                .containsExactly(0, Page.MAX_LIMIT);
        assertThat(OrderQuery.all(3, 0).limit()).isEqualTo(1);
    }
}
