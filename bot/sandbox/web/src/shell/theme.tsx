/** Light or dark: as the system says until the person chooses, then as chosen. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";

type Theme = "light" | "dark";

interface ThemeChoice {
  shown: Theme;
  toggle(): void;
}

const KEY = "sandbox-theme";
const ThemeContext = createContext<ThemeChoice | null>(null);

export function useTheme(): ThemeChoice {
  const theme = useContext(ThemeContext);
  if (!theme) throw new Error("useTheme is used outside of ThemeProvider");
  return theme;
}

export function ThemeProvider({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState<Theme | null>(readChosen);
  const system = useSystemTheme();
  const shown = chosen ?? system;

  useEffect(() => {
    document.documentElement.dataset.theme = shown;
  }, [shown]);

  const theme = useMemo<ThemeChoice>(
    () => ({
      shown,
      toggle() {
        const next = shown === "dark" ? "light" : "dark";
        localStorage.setItem(KEY, next);
        setChosen(next);
      },
    }),
    [shown],
  );
  return <ThemeContext.Provider value={theme}>{children}</ThemeContext.Provider>;
}

function readChosen(): Theme | null {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : null;
}

function useSystemTheme(): Theme {
  const [query] = useState(() => window.matchMedia("(prefers-color-scheme: dark)"));
  const [isDark, setIsDark] = useState(query.matches);
  useEffect(() => {
    const update = () => setIsDark(query.matches);
    query.addEventListener("change", update);
    return () => query.removeEventListener("change", update);
  }, [query]);
  return isDark ? "dark" : "light";
}
