package dialtone.invoice.document;

import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;

/** Languages that documents are written in: texts, dates and amounts. */
public enum DocumentLanguage {
    ENGLISH(Locale.UK),
    GERMAN(Locale.GERMANY);

    private static final Set<String> GERMAN_SPEAKING = Set.of("DE", "AT", "LI");

    private final Locale locale;

    DocumentLanguage(Locale locale) {
        this.locale = locale;
    }

    public Locale locale() {
        return locale;
    }

    /** ISO 639-1: {@code en}, {@code de}. */
    public String code() {
        return locale.getLanguage();
    }

    /** @return empty if there are no documents in it */
    public static Optional<DocumentLanguage> of(String code) {
        for (DocumentLanguage language : values()) {
            if (language.code().equals(code)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** In which a customer in this country is written to who has not asked for another. */
    public static DocumentLanguage ofCountry(String country) {
        return GERMAN_SPEAKING.contains(country) ? GERMAN : ENGLISH;
    }

    /** @throws java.util.MissingResourceException if there is no such text: a bug */
    String text(String key) {
        return ResourceBundle.getBundle(
                        "dialtone.invoice.document.invoice",
                        locale,
                        DocumentLanguage.class.getClassLoader(),
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString(key);
    }
}
