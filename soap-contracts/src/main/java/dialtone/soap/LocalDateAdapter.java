package dialtone.soap;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** An {@code xsd:date} as a {@link LocalDate}; the optional zone of an {@code xsd:date} is dropped, for a date has none here. */
public final class LocalDateAdapter extends XmlAdapter<String, LocalDate> {

    /** @throws java.time.format.DateTimeParseException when the text is no date; JAXB reports the field */
    @Override
    public @Nullable LocalDate unmarshal(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text.strip(), DateTimeFormatter.ISO_DATE);
    }

    @Override
    public @Nullable String marshal(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }
}
