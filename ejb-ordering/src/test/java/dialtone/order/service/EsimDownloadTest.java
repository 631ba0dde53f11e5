package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.SuspensionReason;
import dialtone.esim.DownloadNotice;
import dialtone.esim.DownloadNotice.Effect;
import dialtone.esim.DownloadNotice.Result;
import dialtone.esim.EsimProfile;
import dialtone.esim.EsimProfile.State;
import dialtone.esim.service.DownloadReminders;
import dialtone.esim.service.EsimProfiles;
import dialtone.esim.service.KeptNotice;
import dialtone.inventory.Barring;
import dialtone.inventory.LineSuspension;
import dialtone.inventory.Product;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.platform.mail.CustomerMail;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Profiles from the order that brings them until a telephone has them, or nobody loads them. */
class EsimDownloadTest extends LineStories {

    private static final String CODE = "LPA:1$smdp.example$K7-ADA";

    private static final LineSuspension AWAY = new LineSuspension(SuspensionReason.VOLUNTARY, Barring.OUTGOING);

    private final List<CustomerMail.Message> mails = new ArrayList<>();
    private final CustomerMail mail = new CustomerMail();

    /** As the container does it: each call is a transaction. */
    private final EsimProfiles profiles =
            new EsimProfiles(desk.database.entities(), desk.database.dataSource(), desk.catalogs, desk.clock) {
                @Override
                public List<String> due(int most) {
                    return in(() -> super.due(most));
                }

                @Override
                public Optional<Reminder> attend(String iccid) {
                    return in(() -> super.attend(iccid));
                }

                @Override
                public boolean attendWithoutMail(String iccid) {
                    return in(() -> super.attendWithoutMail(iccid));
                }

                @Override
                public void reminded(Reminder reminder) {
                    desk.database.inTransaction(() -> super.reminded(reminder));
                }

                @Override
                public void refused(Reminder reminder) {
                    desk.database.inTransaction(() -> super.refused(reminder));
                }
            };

    private final DownloadReminders reminders = new DownloadReminders(profiles, mail);

    EsimDownloadTest() {
        mail.sendBy(mails::add);
    }

    @Test
    void a_profile_is_followed_from_the_end_of_its_order_until_it_is_installed() {
        OrderId order = line("esim");
        EsimProfile waiting = profile(order);
        assertThat(waiting.state()).isEqualTo(State.WAITING);
        assertThat(waiting.msisdn()).isEqualTo(number(order));
        assertThat(waiting.readyAt()).isEqualTo(desk.clock.instant());

        assertThat(tell(waiting.iccid(), 3, Result.EXECUTED)).isEqualTo(Effect.APPLIED);
        assertThat(tell(waiting.iccid(), 3, Result.EXECUTED)).isEqualTo(Effect.REPEATED);
        assertThat(tell(waiting.iccid(), 4, Result.EXECUTED)).isEqualTo(Effect.APPLIED);
        assertThat(tell("8949999999999999999", 4, Result.EXECUTED)).isEqualTo(Effect.UNKNOWN);

        assertThat(profile(order).state()).isEqualTo(State.INSTALLED);
        assertThat(in(() -> desk.esims.notices(waiting.iccid())))
                .extracting(KeptNotice::effect)
                .containsExactly(Effect.APPLIED, Effect.REPEATED, Effect.APPLIED);
        desk.clock.pass(Duration.ofDays(40));
        assertThat(reminders.look("secret")).isZero();
        assertThat(mails).isEmpty();
    }

    @Test
    void a_telephone_that_is_faster_than_the_order_is_believed() {
        OrderId order = placed("esim");
        perform(order);
        String iccid = in(() -> desk.pools.ofOrder(order)).stream()
                .filter(held -> held.kind() == ResourceKind.SIM)
                .findFirst()
                .orElseThrow()
                .identifier();
        assertThat(tell(iccid, 4, Result.EXECUTED)).isEqualTo(Effect.UNKNOWN);
        install(order);
        assertThat(profile(order).state()).isEqualTo(State.INSTALLED);
    }

    @Test
    void a_customer_who_loads_nothing_is_reminded_with_code_and_picture_and_called_in_the_end() {
        somethingIsTold();
        OrderId order = line("esim");
        String iccid = profile(order).iccid();
        desk.clock.pass(Duration.ofDays(3).minusSeconds(1));
        assertThat(reminders.look("secret")).isZero();
        desk.clock.pass(Duration.ofSeconds(1));
        mail.sendBy(down -> {
            throw new IllegalStateException("the mail server is down");
        });
        assertThat(reminders.look("secret")).isZero();
        assertThat(profile(order).reminders()).as("it has not gone out").isZero();
        mail.sendBy(mails::add);
        assertThat(reminders.look("secret")).as("not at once again").isZero();
        desk.clock.pass(Duration.ofMinutes(10));
        assertThat(reminders.look("secret")).isEqualTo(1);
        assertThat(reminders.look("secret")).isZero();
        assertThat(profile(order).reminders()).isEqualTo(1);
        assertThat(mails).singleElement().satisfies(reminder -> {
            assertThat(reminder.to()).isEqualTo("ada.lindqvist@example.org");
            assertThat(reminder.text()).contains("+" + number(order), CODE);
            assertThat(reminder.messageId()).contains("<" + iccid + ".reminder-1@dialtone>");
            assertThat(reminder.page().orElseThrow().html()).contains("<img src=\"cid:esim@dialtone\"");
            assertThat(reminder.page().orElseThrow().pictures().getFirst().text())
                    .isEqualTo(CODE);
            assertThat(reminder.toString()).as("a log").doesNotContain(CODE);
        });

        desk.clock.pass(Duration.ofDays(11));
        assertThat(reminders.look("secret")).isEqualTo(1);
        desk.clock.pass(Duration.ofDays(16));
        assertThat(reminders.look("secret")).isEqualTo(1);
        assertThat(mails).hasSize(2);
        assertThat(concerns()).containsExactly(iccid);
        assertThat(refused(in(() -> desk.esims.seenTo(iccid, "csr", ""))))
                .extracting(Rejection::code)
                .containsExactly("MISSING");
        assertThat(refused(in(() -> desk.esims.seenTo("8949999999999999999", "csr", "x"))))
                .extracting(Rejection::code)
                .containsExactly("UNKNOWN_ESIM_PROFILE");
        accepted(in(() -> desk.esims.seenTo(iccid, "csr", "Ends the line.")));
        assertThat(concerns()).isEmpty();
        assertThat(in(() -> desk.orders.find(order)).orElseThrow().state()).isEqualTo(OrderState.COMPLETED);
    }

    @Test
    void a_failure_that_the_customer_does_not_mend_is_somebodys_until_it_is_installed() {
        OrderId order = line("esim");
        String iccid = profile(order).iccid();
        tell(iccid, 1, Result.FAILED);
        desk.clock.pass(Duration.ofMinutes(59));
        assertThat(reminders.look("secret")).isZero();
        desk.clock.pass(Duration.ofMinutes(1));
        assertThat(reminders.look("secret")).isEqualTo(1);
        assertThat(concerns()).containsExactly(iccid);
        tell(iccid, 4, Result.EXECUTED);
        assertThat(concerns()).isEmpty();
    }

    @Test
    void a_card_has_none_and_one_ends_with_its_line() {
        OrderId card = line("physical");
        assertThat(in(() -> desk.esims.ofOrder(card))).isEmpty();
        OrderId order = line("esim");
        String iccid = profile(order).iccid();
        OrderId end = accepted(desk.entry.place(order(
                        ADA,
                        Optional.of("end"),
                        PlaceOrder.Item.end(
                                "1", Product.Origin.productId(order, 1).value(), "product"))))
                .id();
        deliver(end);
        assertThat(profile(order).state()).isEqualTo(State.ENDED);
        assertThat(tell(iccid, 4, Result.EXECUTED)).isEqualTo(Effect.AFTER_END);
        desk.clock.pass(Duration.ofDays(40));
        assertThat(reminders.look("secret")).isZero();
    }

    @Test
    void nobody_is_reminded_while_nobody_can_know_what_is_loaded() {
        String before = profile(line("esim")).iccid();
        desk.clock.pass(Duration.ofDays(31));
        assertThat(reminders.look("secret")).as("nothing was ever told").isZero();
        assertThat(in(() -> desk.esims.untold("secret"))).isEqualTo(1);
        somethingIsTold();
        assertThat(reminders.look("")).as("nothing is told any more").isZero();
        assertThat(in(() -> desk.esims.untold(""))).isEqualTo(1);
        assertThat(in(() -> desk.esims.untold("secret"))).isZero();

        assertThat(reminders.look("secret")).isEqualTo(1);
        assertThat(concerns()).as("it may have been loaded for long").isEmpty();
        assertThat(mails).isEmpty();
        assertThat(reminders.look("secret")).isZero();
        tell(before, 1, Result.FAILED);
        desk.clock.pass(Duration.ofHours(1));
        assertThat(reminders.look("secret")).isEqualTo(1);
        assertThat(concerns()).containsExactly(before);
    }

    @Test
    void a_mail_server_that_is_away_keeps_nobody_from_being_called_and_is_not_asked_for_each() {
        somethingIsTold();
        for (int time = 0; time < 5; time++) {
            line("esim");
        }
        desk.clock.pass(Duration.ofDays(3).minusHours(1));
        String failed = profile(line("esim")).iccid();
        tell(failed, 4, Result.FAILED);
        desk.clock.pass(Duration.ofHours(1));
        List<CustomerMail.Message> tried = new ArrayList<>();
        mail.sendBy(message -> {
            tried.add(message);
            throw new IllegalStateException("the mail server is down");
        });
        assertThat(reminders.look("secret")).isEqualTo(1);
        assertThat(tried).hasSize(3);
        assertThat(concerns()).containsExactly(failed);
        mail.sendBy(mails::add);
        desk.clock.pass(Duration.ofMinutes(9));
        assertThat(reminders.look("secret")).as("the others").isEqualTo(2);
        desk.clock.pass(Duration.ofMinutes(1));
        assertThat(reminders.look("secret")).isEqualTo(3);
        assertThat(mails).hasSize(5);
    }

    @Test
    void what_is_told_in_the_moment_in_which_the_line_is_installed_counts_with_the_next_word_of_the_profile() {
        String iccid = profile(line("esim")).iccid();
        // its transaction has not seen the row, and its own was not seen by the transaction that has written it
        desk.database.inTransaction(() -> {
            try (Connection connection = desk.database.dataSource().getConnection();
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO ESIM_NOTICE (ID, CALL_ID, ICCID, POINT, OUTCOME, HAPPENED_AT, EFFECT, RECEIVED_AT)"
                                    + " VALUES (ESIM_NOTICE_SEQ.NEXTVAL, 'call', ?, 4, 'EXECUTED', ?, 'UNKNOWN', ?)")) {
                insert.setString(1, iccid);
                insert.setTimestamp(2, Timestamp.from(desk.clock.instant()));
                insert.setTimestamp(3, Timestamp.from(desk.clock.instant()));
                insert.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(tell(iccid, 4, Result.EXECUTED))
                .as("it has done nothing yet")
                .isEqualTo(Effect.APPLIED);
        assertThat(tell(iccid, 4, Result.EXECUTED)).isEqualTo(Effect.REPEATED);
        assertThat(in(() -> desk.esims.find(iccid)).orElseThrow().state()).isEqualTo(State.INSTALLED);
    }

    @Test
    void who_has_no_use_for_the_code_just_now_is_reminded_later() {
        somethingIsTold();
        OrderId order = line("esim");
        OrderId suspend = accepted(desk.entry.place(order(
                        ADA,
                        Optional.of("suspend"),
                        PlaceOrder.Item.suspend("1", productId(order), AWAY, "productOrderItem[1]"))))
                .id();
        desk.clock.pass(Duration.ofDays(3));
        assertThat(reminders.look("secret")).isEqualTo(1);
        assertThat(mails).as("an order is about to change the line").isEmpty();
        deliver(suspend);
        desk.clock.pass(Duration.ofDays(1));
        assertThat(reminders.look("secret")).isEqualTo(1);
        assertThat(mails).as("the line is suspended").isEmpty();
        deliver(accepted(desk.entry.place(order(
                        ADA,
                        Optional.of("resume"),
                        PlaceOrder.Item.resume("1", productId(order), "productOrderItem[1]"))))
                .id());
        assertThat(reminders.look("secret")).isZero();
        desk.clock.pass(Duration.ofDays(1));
        assertThat(reminders.look("secret")).isEqualTo(1);
        assertThat(mails).hasSize(1);
    }

    @Test
    void another_esim_for_the_line_is_followed_in_the_place_of_the_former_one() {
        OrderId order = line("esim");
        EsimProfile former = profile(order);
        in(() -> accepted(desk.swapCodes.confirm(
                Product.Origin.productId(order, 1),
                accepted(desk.swapCodes.issue(Product.Origin.productId(order, 1), "csr"))
                        .digits(),
                "csr")));
        OrderId swap = accepted(desk.entry.place(order(
                        ADA,
                        Optional.of("swap"),
                        PlaceOrder.Item.swap("1", productId(order), "esim", "productOrderItem[1]"))))
                .id();
        deliver(swap);
        EsimProfile next = profile(swap);
        assertThat(next.iccid()).isNotEqualTo(former.iccid());
        assertThat(next.msisdn()).isEqualTo(former.msisdn());
        assertThat(next.state()).isEqualTo(State.WAITING);
        assertThat(profile(order).state()).isEqualTo(State.ENDED);
    }

    @Test
    void what_is_told_of_one_profile_is_kept_up_to_a_limit() {
        String iccid = profile(line("esim")).iccid();
        for (int time = 0; time < 210; time++) {
            desk.clock.pass(Duration.ofSeconds(1));
            assertThat(tell(iccid, 1, Result.FAILED)).isEqualTo(Effect.APPLIED);
        }
        assertThat(in(() -> desk.esims.notices(iccid))).hasSize(200);
    }

    private void somethingIsTold() {
        tell("8949999999999999999", 4, Result.EXECUTED);
    }

    private static String productId(OrderId order) {
        return Product.Origin.productId(order, 1).value();
    }

    private void deliver(OrderId id) {
        in(() -> desk.validate(id, 78));
        accepted(in(() -> desk.progress.reserve(id)));
        perform(id);
        install(id);
    }

    private Effect tell(String iccid, int point, Result result) {
        return in(() -> desk.esims.take(
                new DownloadNotice("call", iccid, Optional.empty(), point, result, "", desk.clock.instant())));
    }

    private List<String> concerns() {
        return in(() -> desk.esims.ofConcern(0, 10)).rows().stream()
                .map(EsimProfile::iccid)
                .toList();
    }

    private EsimProfile profile(OrderId order) {
        return in(() -> desk.esims.ofOrder(order)).getFirst();
    }

    private String number(OrderId order) {
        return in(() -> desk.inventory.find(Product.Origin.productId(order, 1))).orElseThrow().resources().stream()
                .filter(resource -> resource.kind() == ResourceKind.MSISDN)
                .findFirst()
                .orElseThrow()
                .identifier();
    }

    private OrderId line(String simType) {
        OrderId id = placed(simType);
        perform(id);
        install(id);
        return id;
    }

    private OrderId placed(String simType) {
        OrderId id = accepted(desk.entry.place(
                        order(ADA, Optional.empty(), item("1", "mobile-sim-only-m", Map.of("simType", simType)))))
                .id();
        in(() -> desk.validate(id, 77));
        accepted(in(() -> desk.progress.reserve(id)));
        return id;
    }

    /** The few steps that a line has here: of an eSIM the first one brings its code. */
    @Override
    void perform(OrderId id) {
        for (List<PlanStep> due = due(id); !due.isEmpty(); due = due(id)) {
            for (PlanStep step : due) {
                boolean esim = in(() -> desk.steps.facts(step.id()))
                                .getOrDefault("simType", "")
                                .equals("esim")
                        && (step.label().equals("Activate SIM") || step.label().equals("Activate new SIM"));
                desk.database.inTransaction(
                        () -> desk.steps.complete(step.id(), esim ? Map.of("activationCode", CODE) : Map.of()));
            }
        }
    }
}
