/** Starts the page. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "slack-blocks-to-jsx/dist/style.css";
import "./styles/fonts.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/sidebar.css";
import "./styles/conversation.css";
import "./styles/composer.css";
import "./styles/blocks.css";
import "./styles/elements.css";
import "./styles/overlay.css";
import { App } from "./shell/App";
import { ThemeProvider } from "./shell/theme";
import { StoreProvider } from "./state/store";

const place = document.getElementById("app");
if (!place) throw new Error("index.html lacks #app");

const loading = (
  <div className="loading" role="status">
    Opening the workspace…
  </div>
);

createRoot(place).render(
  <StrictMode>
    <ThemeProvider>
      <StoreProvider loading={loading}>
        <App />
      </StoreProvider>
    </ThemeProvider>
  </StrictMode>,
);
