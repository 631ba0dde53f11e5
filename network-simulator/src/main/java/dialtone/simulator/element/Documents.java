package dialtone.simulator.element;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Writes and reads the documents that elements keep and answer. */
public final class Documents {

    private final ObjectMapper json;

    public Documents(ObjectMapper json) {
        this.json = json;
    }

    public String write(Object document) {
        try {
            return json.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record is always writable", impossible);
        }
    }

    public <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("a stored document is not a " + type.getSimpleName(), unreadable);
        }
    }
}
