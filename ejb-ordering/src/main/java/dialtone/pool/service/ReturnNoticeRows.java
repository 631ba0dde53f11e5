package dialtone.pool.service;

import dialtone.pool.ReturnNotice;
import dialtone.pool.ReturnNotice.Effect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was told of returns, as rows that are never changed. */
final class ReturnNoticeRows {

    private ReturnNoticeRows() {}

    static void insert(Connection connection, ReturnNotice notice, Effect effect, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO DEVICE_RETURN_NOTICE (ID, NOTICE_ID, RMA, IMEI, EVENT, HAPPENED_AT, EFFECT, RECEIVED_AT)"
                        + " VALUES (DEVICE_RETURN_NOTICE_SEQ.NEXTVAL, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, notice.noticeId());
            insert.setString(2, notice.rma());
            insert.setString(3, notice.imei());
            insert.setString(4, notice.event().name());
            insert.setTimestamp(5, Timestamp.from(notice.happenedAt()));
            insert.setString(6, effect.name());
            insert.setTimestamp(7, Timestamp.from(now));
            insert.executeUpdate();
        }
    }

    /** When the first one of all came. By the primary key. */
    static Optional<Instant> first(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT RECEIVED_AT FROM DEVICE_RETURN_NOTICE ORDER BY ID FETCH FIRST 1 ROWS ONLY");
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
        }
    }

    /** The first ones in the order in which they came. By index DEVICE_RETURN_NOTICE_RMA_IX. */
    static List<KeptReturnNotice> ofReturn(Connection connection, String rma, int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT NOTICE_ID, RMA, IMEI, EVENT, HAPPENED_AT, EFFECT, RECEIVED_AT FROM DEVICE_RETURN_NOTICE"
                        + " WHERE RMA = ? ORDER BY ID FETCH FIRST ? ROWS ONLY")) {
            select.setString(1, rma);
            select.setInt(2, most);
            List<KeptReturnNotice> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(kept(rows));
                }
            }
            return found;
        }
    }

    private static KeptReturnNotice kept(ResultSet row) throws SQLException {
        return new KeptReturnNotice(
                new ReturnNotice(
                        row.getString("NOTICE_ID"),
                        row.getString("RMA"),
                        row.getString("IMEI"),
                        ReturnNotice.Event.valueOf(row.getString("EVENT")),
                        row.getTimestamp("HAPPENED_AT").toInstant()),
                Effect.valueOf(row.getString("EFFECT")),
                row.getTimestamp("RECEIVED_AT").toInstant());
    }
}
