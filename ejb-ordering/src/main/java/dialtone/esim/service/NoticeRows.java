package dialtone.esim.service;

import dialtone.esim.DownloadNotice;
import dialtone.esim.DownloadNotice.Effect;
import dialtone.esim.DownloadNotice.Result;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was told of profiles, as rows that are never changed. */
final class NoticeRows {

    private static final String COLUMNS =
            "SELECT CALL_ID, ICCID, EID, POINT, OUTCOME, WORDS, HAPPENED_AT, EFFECT, RECEIVED_AT FROM ESIM_NOTICE";

    private NoticeRows() {}

    static void insert(Connection connection, DownloadNotice notice, Effect effect, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO ESIM_NOTICE (ID, CALL_ID, ICCID, EID, POINT, OUTCOME, WORDS, HAPPENED_AT, EFFECT, RECEIVED_AT)"
                        + " VALUES (ESIM_NOTICE_SEQ.NEXTVAL, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, notice.callId());
            insert.setString(2, notice.iccid());
            setText(insert, 3, notice.eid().orElse(""));
            insert.setInt(4, notice.point());
            insert.setString(5, notice.result().name());
            setText(insert, 6, notice.words());
            insert.setTimestamp(7, Timestamp.from(notice.happenedAt()));
            insert.setString(8, effect.name());
            insert.setTimestamp(9, Timestamp.from(now));
            insert.executeUpdate();
        }
    }

    private static void setText(PreparedStatement statement, int index, String text) throws SQLException {
        if (text.isEmpty()) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, text);
        }
    }

    /** When the first one of all came. By the primary key. */
    static Optional<Instant> first(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT RECEIVED_AT FROM ESIM_NOTICE ORDER BY ID FETCH FIRST 1 ROWS ONLY");
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
        }
    }

    /** The first ones in the order in which they came. By index ESIM_NOTICE_ICCID_IX. */
    static List<KeptNotice> ofProfile(Connection connection, String iccid, int most) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + " WHERE ICCID = ? ORDER BY ID FETCH FIRST ? ROWS ONLY")) {
            select.setString(1, iccid);
            select.setInt(2, most);
            List<KeptNotice> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(kept(rows));
                }
            }
            return found;
        }
    }

    private static KeptNotice kept(ResultSet row) throws SQLException {
        return new KeptNotice(
                new DownloadNotice(
                        row.getString("CALL_ID"),
                        row.getString("ICCID"),
                        Optional.ofNullable(row.getString("EID")),
                        row.getInt("POINT"),
                        Result.valueOf(row.getString("OUTCOME")),
                        Optional.ofNullable(row.getString("WORDS")).orElse(""),
                        row.getTimestamp("HAPPENED_AT").toInstant()),
                Effect.valueOf(row.getString("EFFECT")),
                row.getTimestamp("RECEIVED_AT").toInstant());
    }
}
