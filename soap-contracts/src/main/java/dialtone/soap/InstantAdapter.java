package dialtone.soap;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An {@code xsd:dateTime} with its mandatory zone or offset as an {@link Instant}: {@code 2026-11-25T14:00:00+01:00} is
 * {@code 2026-11-25T13:00:00Z}. Written in UTC.
 */
public final class InstantAdapter extends XmlAdapter<String, Instant> {

    /** @throws java.time.format.DateTimeParseException when the text has no offset or is no time; JAXB reports the field */
    @Override
    public @Nullable Instant unmarshal(@Nullable String text) {
        return text == null ? null : OffsetDateTime.parse(text.strip()).toInstant();
    }

    @Override
    public @Nullable String marshal(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
