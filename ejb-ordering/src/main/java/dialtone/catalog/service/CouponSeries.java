package dialtone.catalog.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.CouponCode;
import dialtone.catalog.Promotion;
import dialtone.order.OrderId;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Series of coupons, what has become of their codes, and one code looked up. {@link Promotions#make} makes them. */
@Stateless
public class CouponSeries {

    /** A page of them; a promotion with more is looked at by the latest. */
    public static final int MAX_ROWS = 200;

    /** Orders of one code that are named. */
    private static final int MAX_USES = 50;

    private static final String COUNTED =
            "SELECT S.PROMOTION_ID, S.SERIES, S.CODES, S.MADE_BY, S.MADE_AT, S.STOPPED_BY, S.STOPPED_AT,"
                    + " (SELECT COALESCE(SUM(C.USED), 0) FROM COUPON C WHERE C.PROMOTION_ID = S.PROMOTION_ID AND C.SERIES = S.SERIES) AS USED"
                    + " FROM COUPON_SERIES S";

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @EJB
    private CatalogStore catalogs;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public CouponSeries() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    public CouponSeries(DataSource dataSource, CatalogStore catalogs, Clock clock) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** What codes give now. */
    public enum State {
        /** The promotion begins on a later day. */
        NOT_YET,
        OPEN,
        /** The promotion's last day is over, or the catalogue has it no more. */
        EXPIRED,
        STOPPED
    }

    /** @param by login of who has stopped it */
    public record Stop(Instant at, String by) {}

    /**
     * Codes that were made together.
     *
     * @param promotion that they are of, by its name where the catalogue still has it, else by its id
     * @param issued    codes that were made
     * @param redeemed  codes that orders have used that were not cancelled
     */
    public record Standing(
            String promotionId,
            String promotion,
            int number,
            long issued,
            long redeemed,
            String madeBy,
            Instant madeAt,
            Optional<Stop> stopped,
            State state) {

        /** Codes that orders can still use, now or when the promotion begins. */
        public long left() {
            return state == State.OPEN || state == State.NOT_YET ? issued - redeemed : 0;
        }

        /** Codes that were not used in time, or not before the series was stopped. */
        public long expired() {
            return issued - redeemed - left();
        }
    }

    /** @param givenBack when the order had ended with nothing delivered; empty while the code is used by it */
    public record Use(OrderId order, String item, Instant at, Optional<Instant> givenBack) {}

    /**
     * One code.
     *
     * @param series empty of the one code that a catalogue names for all
     * @param uses   orders that have used it, the latest first, at most {@value #MAX_USES}
     */
    public record Coupon(String promotion, Optional<Standing> series, State state, long used, List<Use> uses) {
        public Coupon {
            uses = List.copyOf(uses);
        }
    }

    /** The latest first. By the primary key and COUPON_PROMOTION_IX. */
    public List<Standing> list() {
        Catalog catalog = catalogs.current();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        COUNTED + " ORDER BY S.MADE_AT DESC, S.PROMOTION_ID, S.SERIES DESC FETCH FIRST ? ROWS ONLY")) {
            select.setInt(1, MAX_ROWS);
            return read(select, catalog);
        } catch (SQLException e) {
            throw new IllegalStateException("The series of coupons cannot be read", e);
        }
    }

    /** By the primary key. */
    public Optional<Standing> find(String promotion, int number) {
        try (Connection connection = dataSource.getConnection()) {
            return find(connection, promotion, number);
        } catch (SQLException e) {
            throw new IllegalStateException("Series " + number + " of " + promotion + " cannot be read", e);
        }
    }

    private Optional<Standing> find(Connection connection, String promotion, int number) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COUNTED + " WHERE S.PROMOTION_ID = ? AND S.SERIES = ?")) {
            select.setString(1, promotion);
            select.setInt(2, number);
            return read(select, catalogs.current()).stream().findFirst();
        }
    }

    private List<Standing> read(PreparedStatement select, Catalog catalog) throws SQLException {
        List<Standing> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String id = row.getString("PROMOTION_ID");
                Optional<Promotion> promotion = catalog.promotion(id);
                String stoppedBy =
                        Optional.ofNullable(row.getString("STOPPED_BY")).orElse("");
                Optional<Stop> stopped = Optional.ofNullable(row.getTimestamp("STOPPED_AT"))
                        .map(at -> new Stop(at.toInstant(), stoppedBy));
                found.add(new Standing(
                        id,
                        promotion.map(Promotion::name).orElse(id),
                        row.getInt("SERIES"),
                        row.getLong("CODES"),
                        row.getLong("USED"),
                        Optional.ofNullable(row.getString("MADE_BY")).orElse(""),
                        row.getTimestamp("MADE_AT").toInstant(),
                        stopped,
                        stopped.isPresent() ? State.STOPPED : state(promotion)));
            }
        }
        return found;
    }

    private State state(Optional<Promotion> promotion) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        if (promotion.isEmpty()
                || promotion.get().until().filter(today::isAfter).isPresent()) {
            return State.EXPIRED;
        }
        return promotion.get().from().filter(today::isBefore).isPresent() ? State.NOT_YET : State.OPEN;
    }

    /**
     * Its codes give nothing from now on; what orders have used stays. One that was stopped before stays as it was.
     *
     * @param by login of who says so
     * @return how it is then; empty when there is no such series
     */
    public Optional<Standing> stop(String promotion, int number, String by) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE COUPON_SERIES SET STOPPED_BY = ?, STOPPED_AT = ?"
                                + " WHERE PROMOTION_ID = ? AND SERIES = ? AND STOPPED_AT IS NULL")) {
            update.setString(1, by);
            update.setTimestamp(2, Timestamp.from(clock.instant()));
            update.setString(3, promotion);
            update.setInt(4, number);
            update.executeUpdate();
            return find(connection, promotion, number);
        } catch (SQLException e) {
            throw new IllegalStateException("Series " + number + " of " + promotion + " cannot be stopped", e);
        }
    }

    /**
     * What has become of one code, as a customer says it. By the primary key and COUPON_REDEMPTION_CODE_IX.
     *
     * <p>Rejection: {@code NO_SUCH_COUPON} (field {@code code}).
     */
    public Outcome<Coupon> look(CouponCode code) {
        Catalog catalog = catalogs.current();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT PROMOTION_ID, SERIES, USED FROM COUPON WHERE CODE_HASH = ?")) {
            select.setString(1, code.hash());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Outcome.rejected(
                            Rejection.at("code", "NO_SUCH_COUPON", "There is no coupon with this code."));
                }
                int number = row.getInt("SERIES");
                Optional<Standing> series =
                        row.wasNull() ? Optional.empty() : find(connection, row.getString("PROMOTION_ID"), number);
                Optional<Promotion> named = series.isPresent() ? Optional.empty() : catalog.promotion(code);
                return Outcome.accepted(new Coupon(
                        series.map(Standing::promotion)
                                .or(() -> named.map(Promotion::name))
                                .orElse(row.getString("PROMOTION_ID")),
                        series,
                        series.map(Standing::state).orElseGet(() -> state(named)),
                        row.getLong("USED"),
                        uses(connection, code)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A coupon cannot be read", e);
        }
    }

    private static List<Use> uses(Connection connection, CouponCode code) throws SQLException {
        List<Use> uses = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ORDER_ID, ITEM_ID, REDEEMED_AT, GIVEN_BACK_AT FROM COUPON_REDEMPTION"
                        + " WHERE CODE_HASH = ? ORDER BY REDEEMED_AT DESC, ORDER_ID, ITEM_ID FETCH FIRST ? ROWS ONLY")) {
            select.setString(1, code.hash());
            select.setInt(2, MAX_USES);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    uses.add(new Use(
                            new OrderId(row.getString("ORDER_ID")),
                            row.getString("ITEM_ID"),
                            row.getTimestamp("REDEEMED_AT").toInstant(),
                            Optional.ofNullable(row.getTimestamp("GIVEN_BACK_AT"))
                                    .map(Timestamp::toInstant)));
                }
            }
        }
        return uses;
    }
}
