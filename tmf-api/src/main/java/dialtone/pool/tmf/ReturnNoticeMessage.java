package dialtone.pool.tmf;

import dialtone.pool.ReturnNotice;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The wire form of what the warehouse tells: noticeId, rma, imei, event, happenedAt. What is not known is passed over. */
final class ReturnNoticeMessage {

    private static final Pattern NOTICE_ID = Pattern.compile("[!-~]{1,120}");
    private static final Pattern RMA = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern IMEI = Pattern.compile("[0-9]{15}");
    private static final Pattern EVENT = Pattern.compile("[A-Z_]{1,32}");
    private static final Pattern TIME = Pattern.compile("[0-9A-Za-z:.+-]{1,64}");

    /** Databases have limits of their own further on. */
    private static final int FIRST_YEAR = 2020;

    private static final int LAST_YEAR = 9998;

    private ReturnNoticeMessage() {}

    /** What is wrong with a body, a sentence for who reads the log of the warehouse. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String problem) {
            super(problem);
        }
    }

    static ReturnNotice read(String body) throws Unreadable {
        JsonObject message = object(body);
        return new ReturnNotice(
                matching(message, "noticeId", NOTICE_ID),
                matching(message, "rma", RMA),
                matching(message, "imei", IMEI),
                event(matching(message, "event", EVENT)),
                instant(matching(message, "happenedAt", TIME)));
    }

    private static JsonObject object(String body) throws Unreadable {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (RuntimeException malformed) {
            // whatever the parser calls it: no JSON, no object, nested without end
            throw new Unreadable("The body is not a JSON object");
        }
    }

    private static String matching(JsonObject message, String name, Pattern form) throws Unreadable {
        if (message.get(name) instanceof JsonString text
                && form.matcher(text.getString()).matches()) {
            return text.getString();
        }
        throw new Unreadable(name + " is mandatory, of the form " + form);
    }

    private static ReturnNotice.Event event(String name) throws Unreadable {
        return Arrays.stream(ReturnNotice.Event.values())
                .filter(event -> event.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Unreadable("event is one of " + Arrays.toString(ReturnNotice.Event.values())));
    }

    /** To the second: finer ones would be cut by a database, and be another time when they are told again. */
    private static Instant instant(String time) throws Unreadable {
        try {
            Instant told = OffsetDateTime.parse(time).toInstant().truncatedTo(ChronoUnit.SECONDS);
            int year = told.atOffset(ZoneOffset.UTC).getYear();
            if (year >= FIRST_YEAR && year <= LAST_YEAR) {
                return told;
            }
        } catch (DateTimeException noTime) {
            throw new Unreadable("happenedAt is a time such as 2026-11-28T10:00:00Z");
        }
        throw new Unreadable("happenedAt is of the years " + FIRST_YEAR + " to " + LAST_YEAR);
    }
}
