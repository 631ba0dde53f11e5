package dialtone.fulfilment.service;

import dialtone.fulfilment.service.ReportedOutcome.Effect;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/** What network elements report late, beside the requests that it is about: each report is kept as it came. */
record NetworkCallbacks(DataSource dataSource, Clock clock) {

    /** A report taken: the step it was for, and what it did. */
    record Taken(String stepId, Effect effect) {}

    /**
     * Takes an element's report and keeps it as it came, in the caller's transaction.
     *
     * @return empty when nobody ever asked under this request id, or not with this callback address
     */
    Optional<Taken> take(ReportedOutcome report) {
        try (Connection connection = dataSource.getConnection()) {
            ActionRows rows = new ActionRows(connection, clock);
            Optional<ActionRow> found = rows.byRequest(report.requestId())
                    .filter(row -> sameToken(row.callbackToken(), report.callbackToken()));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            ActionRow row = found.get();
            ActionRow.State reported = report.succeeded() ? ActionRow.State.SUCCEEDED : ActionRow.State.REFUSED;
            Effect effect = switch (row.state()) {
                case INTENDED, ACCEPTED -> {
                    rows.settle(row.requestId(), reported, report.facts(), report.words());
                    yield Effect.SETTLED;
                }
                case FORGONE -> {
                    // the element's word is the truth, and whoever takes the step back has to know it
                    rows.settle(row.requestId(), reported, report.facts(), report.words());
                    yield Effect.CONTRADICTED;
                }
                case SUCCEEDED, REFUSED -> row.state() == reported ? Effect.REPEATED : Effect.CONTRADICTED;
            };
            keep(rows, report, reported, effect);
            return Optional.of(new Taken(row.stepId(), effect));
        } catch (SQLException e) {
            throw new IllegalStateException("The report about " + report.requestId() + " is not written", e);
        }
    }

    private static void keep(ActionRows rows, ReportedOutcome report, ActionRow.State reported, Effect effect)
            throws SQLException {
        try (PreparedStatement insert = rows.connection()
                .prepareStatement(
                        "INSERT INTO NETWORK_CALLBACK (ID, REQUEST_ID, OUTCOME, CODE, WORDS, ACTIVATION_CODE, EFFECT, RECEIVED_AT)"
                                + " VALUES (NETWORK_CALLBACK_SEQ.NEXTVAL, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, report.requestId());
            insert.setString(2, reported.name());
            insert.setInt(3, report.code());
            ActionRows.setText(insert, 4, report.words().isEmpty() ? null : ActionRows.limited(report.words()));
            ActionRows.setText(insert, 5, report.facts().get("activationCode"));
            insert.setString(6, effect.name());
            insert.setTimestamp(7, rows.now());
            insert.executeUpdate();
        }
    }

    /** In constant time: how far a guess is right must not show. */
    private static boolean sameToken(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), actual.getBytes(StandardCharsets.UTF_8));
    }
}
