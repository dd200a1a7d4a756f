"""Settings of the service: environment SANITISER_* over `sanitiser.toml` (or the file SANITISER_CONFIG names)."""

import os
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from sanitiser.errors import UsageError
from sanitiser.limits import MIB


class SettingsError(UsageError):
    """A setting is wrong."""

    code = "settings"
    title = "A setting cannot be used"
    remedy = "README.md lists the settings; see SANITISER_* in the environment and sanitiser.toml."


class Clocks(BaseModel):
    """How long the SPOCs' protocol gives for each step.

    spoc_named_days: calendar days from the meeting of UKPPS and DCS or DASS until each side's SPOC is named.
    transfer_conference_working_days: from `transfer_conference_from` ('documents': the first pack; 'notice': the day
    the side came into the case) to the transfer-in conference.
    dispute_working_days: from the day a line was disputed until it is settled.
    ico_hours: from the report of a concern that is a breach until the ICO is told (UK GDPR, Article 33).
    bank_holidays: whose bank holidays are no working days. more_holidays: other days that are none, as YYYY-MM-DD.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    spoc_named_days: int = Field(default=7, ge=1)
    transfer_conference_working_days: int = Field(default=15, ge=1)
    transfer_conference_from: Literal["documents", "notice"] = "documents"
    dispute_working_days: int = Field(default=5, ge=1)
    ico_hours: int = Field(default=72, ge=1)
    bank_holidays: Literal["none", "england-and-wales", "scotland", "northern-ireland"] = "none"
    more_holidays: tuple[date, ...] = ()


class OpenId(BaseModel):
    """The OpenID provider that people sign in with; none unless `issuer` is set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    issuer: str = ""
    client_id: str = ""
    client_secret_file: Path | None = None
    redirect_url: str = ""


class MachineTokens(BaseModel):
    """Who issues the machines' tokens: the service itself, and an outside issuer too where `issuer` is set.

    `jwks_file` holds the issuer's public keys (RFC 7517); it is read again when it changes, and nothing is fetched.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    minutes: int = Field(default=10, ge=1, le=60)
    issuer: str = ""
    audience: str = "sanitiser"
    jwks_file: Path | None = None


class Settings(BaseSettings):
    """What an operator may set. Sizes are bytes."""

    model_config = SettingsConfigDict(
        env_prefix="SANITISER_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )
    config_file: ClassVar[Path] = Path("sanitiser.toml")

    database: str = "sqlite:///sanitiser-data/sanitiser.db"
    blobs: str = "sanitiser-data/blobs"
    key_file: Path | None = None
    jobs: Literal["local", "fleet"] = "local"
    workers: int = Field(default=2, ge=0, le=64)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    secure_cookies: bool = True
    upload_bytes: int = Field(default=256 * MIB, ge=1)
    uploads_at_once: int = Field(default=8, ge=1)
    uploads_waiting: int = Field(default=64, ge=0)
    requests_per_minute: int = Field(default=1200, ge=1)
    flag_questions_per_hour: int = Field(default=30, ge=1)
    acting_person_required: bool = False
    four_eyes: bool = True
    session_minutes: int = Field(default=30, ge=1)
    session_hours: int = Field(default=10, ge=1)
    lock_out_after: int = Field(default=5, ge=1)
    lock_out_minutes: int = Field(default=15, ge=1)
    lease_seconds: float = Field(default=60.0, gt=0)
    job_attempts: int = Field(default=15, ge=1)
    policy_file: Path | None = None
    webhooks_to_private_addresses: bool = False
    docs: bool = True
    metrics_token_file: Path | None = None
    clocks: Clocks = Clocks()
    openid: OpenId = OpenId()
    machine_tokens: MachineTokens = MachineTokens()

    @property
    def lease(self) -> timedelta:
        """How long a worker holds a job without a heartbeat."""
        return timedelta(seconds=self.lease_seconds)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What the program says, then the environment, then the file."""
        named = os.environ.get("SANITISER_CONFIG")
        file = TomlConfigSettingsSource(settings_cls, toml_file=Path(named) if named else cls.config_file)
        return (init_settings, env_settings, file)


def load_settings() -> Settings:
    """Read the settings. Raises SettingsError with the names of those that are wrong, and not their values."""
    try:
        return Settings()
    except ValidationError as error:
        names = sorted({".".join(str(part) for part in problem["loc"]) for problem in error.errors()})
        raise SettingsError(", ".join(names)) from None
    except ValueError:
        raise SettingsError("the settings file is not TOML") from None
