package dialtone.catalog.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.CouponCode;
import dialtone.catalog.Promotion;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/** The promotions that are on offer, how often their coupons were used, and codes for more orders. */
@Stateless
public class Promotions {

    /** Codes of one series: what one mailing needs, and one answer holds. */
    public static final int MAX_SERIES = 10_000;

    /** Series of one promotion that are made at the same moment: people make them. */
    private static final int MOST_AT_ONCE = 20;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @EJB
    private CatalogStore catalogs;

    @Inject
    private Clock clock;

    private RandomGenerator random = new SecureRandom();

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public Promotions() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    public Promotions(DataSource dataSource, CatalogStore catalogs, Clock clock, RandomGenerator random) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.clock = clock;
        this.random = random;
    }

    /**
     * A promotion as finance looks at it.
     *
     * @param codes  that there are: one, or those of all series
     * @param used   by orders that were not cancelled; uses of a code that the catalogue has changed for another are not among them
     */
    public record Standing(Promotion promotion, long codes, long used) {}

    /**
     * Codes, each for one order; nobody can read them again.
     *
     * @param number of the series of the promotion, from 1
     */
    public record Series(int number, List<CouponCode> codes) {
        public Series {
            codes = List.copyOf(codes);
        }
    }

    /** Of the current catalogue, in its order. By the primary key and COUPON_PROMOTION_IX. */
    public List<Standing> list() {
        List<Standing> found = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT COUNT(*) AS CODES, COALESCE(SUM(USED), 0) AS USED FROM COUPON"
                                + " WHERE CODE_HASH = ? OR (PROMOTION_ID = ? AND SERIES IS NOT NULL)")) {
            for (Promotion promotion : catalogs.current().promotions()) {
                select.setString(
                        1,
                        promotion
                                .code()
                                .map(code -> new CouponCode(code).hash())
                                .orElse(""));
                select.setString(2, promotion.id());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    found.add(new Standing(promotion, row.getLong("CODES"), row.getLong("USED")));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The promotions cannot be read", e);
        }
    }

    /**
     * Makes a series of codes.
     *
     * <p>Rejections: {@code NO_SUCH_PROMOTION}; {@code ONE_CODE_FOR_ALL}, of a promotion whose code the catalogue names; {@code INVALID_COUNT}.
     *
     * @param count 1 to {@value #MAX_SERIES}
     */
    public Outcome<Series> make(String id, int count, String by) {
        Optional<Promotion> promotion = catalogs.current().promotion(id);
        if (promotion.isEmpty()) {
            return Outcome.rejected(Rejection.of("NO_SUCH_PROMOTION", "There is no promotion " + id + " on offer."));
        }
        if (promotion.get().code().isPresent()) {
            return Outcome.rejected(Rejection.of(
                    "ONE_CODE_FOR_ALL",
                    promotion.get().name() + " has the one code "
                            + promotion.get().code().get() + " for all."));
        }
        if (count < 1 || count > MAX_SERIES) {
            return Outcome.rejected(
                    Rejection.at("count", "INVALID_COUNT", "A series has 1 to " + MAX_SERIES + " codes."));
        }
        try (Connection connection = dataSource.getConnection()) {
            Instant now = clock.instant();
            Series series = new Series(begin(connection, id, count, by, now), codes(count));
            insert(connection, id, series, by, now);
            return Outcome.accepted(series);
        } catch (SQLException e) {
            throw new IllegalStateException("Codes of " + id + " cannot be made", e);
        }
    }

    private List<CouponCode> codes(int count) {
        List<CouponCode> codes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            codes.add(CouponCode.random(random));
        }
        return codes;
    }

    /**
     * The number behind those that there are. Of two at the same moment the second waits at the primary key until the first has ended, and takes the next number.
     *
     * @throws IllegalStateException if {@value #MOST_AT_ONCE} others were first
     */
    private static int begin(Connection connection, String promotion, int count, String by, Instant now)
            throws SQLException {
        for (int tried = 0; tried < MOST_AT_ONCE; tried++) {
            int number = last(connection, promotion) + 1;
            if (begin(connection, promotion, number, count, by, now)) {
                return number;
            }
        }
        throw new IllegalStateException("Too many series of " + promotion + " at once");
    }

    /** By the primary key. */
    private static int last(Connection connection, String promotion) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT COALESCE(MAX(SERIES), 0) AS SERIES FROM COUPON_SERIES WHERE PROMOTION_ID = ?")) {
            select.setString(1, promotion);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt("SERIES");
            }
        }
    }

    /** @return false when another transaction has taken the number meanwhile */
    private static boolean begin(Connection connection, String promotion, int number, int count, String by, Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO COUPON_SERIES (PROMOTION_ID, SERIES, CODES, MADE_BY, MADE_AT) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, promotion);
            insert.setInt(2, number);
            insert.setInt(3, count);
            insert.setString(4, by);
            insert.setTimestamp(5, Timestamp.from(now));
            insert.executeUpdate();
            return true;
        } catch (SQLIntegrityConstraintViolationException another) {
            return false;
        }
    }

    private static void insert(Connection connection, String promotion, Series series, String by, Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO COUPON (CODE_HASH, PROMOTION_ID, SERIES, MOST, USED, MADE_BY, MADE_AT) VALUES (?, ?, ?, 1, 0, ?, ?)")) {
            for (CouponCode code : series.codes()) {
                insert.setString(1, code.hash());
                insert.setString(2, promotion);
                insert.setInt(3, series.number());
                insert.setString(4, by);
                insert.setTimestamp(5, Timestamp.from(now));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
