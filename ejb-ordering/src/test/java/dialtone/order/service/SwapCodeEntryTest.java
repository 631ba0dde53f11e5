package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.order.OrderId;
import dialtone.order.PlanStep;
import dialtone.platform.mail.CustomerMail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A code goes to the customer's own address and nowhere else. */
class SwapCodeEntryTest {

    private final List<CustomerMail.Message> taken = new ArrayList<>();
    private boolean away;

    private final Desk desk = new Desk();
    private final CustomerMail mail = new CustomerMail();
    private final SwapCodeEntry codes = new SwapCodeEntry(desk.swapCodes, desk.parties, mail);

    @BeforeEach
    void aMailServer() {
        mail.sendBy(message -> {
            if (away) {
                throw new IllegalStateException("It is away");
            }
            taken.add(message);
        });
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void the_customer_gets_it_with_the_number_it_is_for_and_whoever_asked_sees_where_it_went_and_not_the_code() {
        ProductId line = line();
        SwapCodeEntry.Sent sent = accepted(send(line));
        assertThat(sent.to()).isEqualTo("a***@example.org");
        assertThat(taken).singleElement().satisfies(sentMail -> {
            assertThat(sentMail.to()).isEqualTo("ada.lindqvist@example.org");
            assertThat(sentMail.text()).contains("for +99");
            assertThat(sentMail.toString()).doesNotContain(digits(sentMail));
            assertThat(accepted(desk.database.inTransaction(() -> codes.confirm(line, digits(sentMail), "csr"))))
                    .isEqualTo(desk.clock.instant().plusSeconds(1800));
        });
        assertThat(desk.database.inTransaction(() -> codes.isConfirmed(line, "csr")))
                .isTrue();
    }

    @Test
    void a_mail_server_that_is_away_sends_none_and_the_next_one_need_not_wait() {
        ProductId line = line();
        away = true;
        assertThat(refused(send(line))).extracting(Rejection::code).containsExactly("CODE_NOT_SENT");
        away = false;
        accepted(send(line));
        assertThat(refused(send(line))).extracting(Rejection::code).containsExactly("CODE_TOO_SOON");
        assertThat(refused(send(new ProductId("PRD-1-1"))))
                .extracting(Rejection::code)
                .containsExactly("UNKNOWN_PRODUCT");
        assertThat(SwapCodeEntry.masked("no address")).isEqualTo("***");
    }

    private Outcome<SwapCodeEntry.Sent> send(ProductId line) {
        return desk.database.inTransaction(() -> codes.send(line, "csr"));
    }

    private static String digits(CustomerMail.Message mail) {
        return mail.text().replaceFirst("(?s).*this code: ([0-9]{6}).*", "$1");
    }

    private ProductId line() {
        OrderId id = accepted(desk.entry.place(
                        order(ADA, Optional.empty(), item("1", "mobile-sim-only-m", Map.of("simType", "esim")))))
                .id();
        assertThat(desk.database.inTransaction(() -> desk.validate(id, 77))).isTrue();
        accepted(desk.database.inTransaction(() -> desk.progress.reserve(id)));
        for (List<PlanStep> due = due(id); !due.isEmpty(); due = due(id)) {
            for (PlanStep step : new ArrayList<>(due)) {
                desk.database.inTransaction(() -> desk.steps.complete(step.id(), Map.of()));
            }
        }
        desk.database.inTransaction(() -> desk.progress.install(id));
        return Product.Origin.productId(id, 1);
    }

    private List<PlanStep> due(OrderId id) {
        return desk.database.inTransaction(() -> desk.progress.releaseSteps(id)).steps();
    }
}
